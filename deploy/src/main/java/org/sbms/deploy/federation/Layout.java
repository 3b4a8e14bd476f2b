package org.sbms.deploy.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.sbms.contract.NodeId;

/** Where a federation keeps what: everything is under one directory, readable by its user only. */
public record Layout(Path directory) {
  private static final int SECRET_BYTES = 24;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  public static Layout at(Path directory) {
    return new Layout(directory.toAbsolutePath().normalize());
  }

  public Path authority() {
    return directory.resolve("ca.pem");
  }

  /** Files to try things with. */
  public Path samples() {
    return directory.resolve("samples");
  }

  public Path postgresData() {
    return directory.resolve("pg");
  }

  /** The data of a node that has a server of its own. */
  public Path postgresData(NodeId node) {
    return node(node).resolve("pg");
  }

  public Path log(String name) {
    return directory.resolve("logs").resolve(name + ".log");
  }

  public Path node(NodeId node) {
    return directory.resolve("nodes").resolve(node.value());
  }

  /** The root that central hands out. */
  Path centralAuthority() {
    return node(NodeId.CENTRAL).resolve("ca.pem");
  }

  Path enrolmentCode(NodeId branch) {
    return node(branch).resolve("enrolment-code");
  }

  Path nodeSettings(NodeId node) {
    return node(node).resolve("node.properties");
  }

  Path nodeProcess(NodeId node) {
    return node(node).resolve("pid");
  }

  Path lock() {
    return directory.resolve("lock");
  }

  Path control() {
    return directory.resolve("control");
  }

  /** The file of {@link #secret}, for programs that read it themselves. */
  public Path secretFile(String name) {
    return directory.resolve("secrets").resolve(name);
  }

  /** Programs that do not change between federations are unpacked once for a user. */
  public Path cache() {
    String set = System.getenv("XDG_CACHE_HOME");
    Path caches =
        set == null || set.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(set);
    return caches.resolve("sbms");
  }

  public void create() {
    try {
      Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
      Files.createDirectories(directory.resolve("logs"), OWNER_ONLY_DIRECTORY);
      Files.createDirectories(directory.resolve("secrets"), OWNER_ONLY_DIRECTORY);
    } catch (IOException failure) {
      throw new FederationException("cannot write to " + directory + ": " + failure.getMessage());
    }
  }

  /** The secret of that name; made at random the first time. */
  public String secret(String name) {
    Path file = secretFile(name);
    try {
      if (!Files.exists(file)) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        writePrivately(file, HexFormat.of().formatHex(bytes));
      }
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Nobody else can read the file, at no time. */
  static void writePrivately(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, OWNER_ONLY_FILE);
    Files.writeString(file, text);
  }
}
