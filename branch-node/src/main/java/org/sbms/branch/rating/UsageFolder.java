package org.sbms.branch.rating;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where files wait on this node's disk until they are rated, each under the hash of its bytes. */
final class UsageFolder {
  private final Path folder;

  /** A file that is safely here. */
  record Staged(String sha256, long bytes) {}

  UsageFolder(Path node) {
    this.folder = node.resolve("usage");
  }

  /** Copies, so that the caller's file may go; durable when it returns. */
  Staged stage(Path upload) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "incoming-", ".tmp");
      try {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(upload), digest);
            OutputStream out = Files.newOutputStream(temporary)) {
          in.transferTo(out);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        long bytes = Files.size(temporary);
        force(temporary);
        Files.move(
            temporary,
            file(hash),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        return new Staged(hash, bytes);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path file(String sha256) {
    return folder.resolve(sha256 + ".csv");
  }

  void remove(String sha256) {
    try {
      Files.deleteIfExists(file(sha256));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
