package org.sbms.deploy.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.sbms.deploy.federation.FederationException;

/** Unpacks the server's programs from the classpath, once for each version and machine. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
  static Path unpackedIn(Path cache) throws IOException {
    String resource = "postgres-" + system() + "-" + architecture() + ".txz";
    byte[] archive = load(resource);
    Path target = cache.resolve("postgres-" + checksum(archive));
    if (Files.isDirectory(target)) {
      return target;
    }
    Files.createDirectories(cache);
    Path unfinished = Files.createTempDirectory(cache, "unpacking-");
    unpack(archive, unfinished);
    try {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException anotherWasFaster) {
      deleteAll(unfinished);
      if (!Files.isDirectory(target)) {
        throw anotherWasFaster;
      }
    }
    return target;
  }

  private static byte[] load(String resource) throws IOException {
    try (InputStream in = PostgresBinaries.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new FederationException(
            "no PostgreSQL for this machine came with the build (" + resource + ")");
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new java.io.ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, target);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the archive leaves its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(target));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      boolean runs = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String checksum(byte[] archive) {
    CRC32 crc = new CRC32();
    crc.update(archive);
    return HexFormat.of().toHexDigits(crc.getValue(), 8);
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "arm_64" : "x86_64";
  }
}
