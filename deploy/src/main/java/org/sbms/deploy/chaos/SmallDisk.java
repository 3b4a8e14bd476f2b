package org.sbms.deploy.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbms.deploy.federation.ChildProcess;

/**
 * A file system of its own for one PostgreSQL, in a sparse file, so that it can be filled without
 * harm to anybody else. Needs root and loop devices.
 */
final class SmallDisk implements AutoCloseable {
  private static final long BYTES = 3L * 1024 * 1024 * 1024;
  private static final long COMMAND_SECONDS = 30;

  private final Path mount;

  private SmallDisk(Path mount) {
    this.mount = mount;
  }

  /** Empty where this machine or this user cannot mount. */
  static Optional<SmallDisk> mounted(Path image, Path mount)
      throws IOException, InterruptedException {
    if (!"root".equals(System.getProperty("user.name"))
        || ChildProcess.program("mkfs.ext4").isEmpty()
        || ChildProcess.program("fallocate").isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(mount);
    // No block is kept back for root, as whom PostgreSQL may run here.
    boolean works =
        run("truncate", "-s", String.valueOf(BYTES), image.toString())
            && run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
            && run("mount", "-o", "loop", image.toString(), mount.toString());
    if (!works) {
      return Optional.empty();
    }
    // PostgreSQL wants its directory empty and to itself.
    Files.deleteIfExists(mount.resolve("lost+found"));
    run("chmod", "700", mount.toString());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> releaseQuietly(mount), "unmount"));
    return Optional.of(new SmallDisk(mount));
  }

  /** Lets go of a mount that an earlier run left, so that its directory can be deleted. */
  static void release(Path mount) throws IOException, InterruptedException {
    Path mounts = Path.of("/proc/mounts");
    if (Files.exists(mounts) && Files.readString(mounts).contains(" " + mount + " ")) {
      run("umount", "-l", mount.toString());
    }
  }

  /** A campaign that is broken off leaves no mount behind. */
  private static void releaseQuietly(Path mount) {
    try {
      release(mount);
    } catch (IOException failure) {
      System.err.println("sbms: " + mount + " stays mounted: " + failure.getMessage());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  void fill() throws IOException, InterruptedException {
    // What is free changes while one looks, so the last blocks go in smaller and smaller pieces.
    for (long divisor : List.of(1, 2, 8, 64, 512)) {
      long bytes = Files.getFileStore(mount).getUsableSpace() / divisor;
      if (bytes > 0) {
        run("fallocate", "-l", String.valueOf(bytes), mount.resolve("filler" + divisor).toString());
      }
    }
  }

  void free() throws IOException {
    for (long divisor : List.of(1, 2, 8, 64, 512)) {
      Files.deleteIfExists(mount.resolve("filler" + divisor));
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @Override
  public void close() {
    releaseQuietly(mount);
  }
}
