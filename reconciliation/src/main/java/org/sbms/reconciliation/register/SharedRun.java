package org.sbms.reconciliation.register;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What all who match the same registers together must know. It travels to them.
 *
 * @param threads how many each of them runs
 * @param memoryBytes how much memory of each of them may hold rows
 */
public record SharedRun(
    List<Source> origin, List<Source> home, Parting parting, int threads, long memoryBytes)
    implements Serializable {

  /** A file and its size, by which one of the same name that is another is noticed. */
  record Source(String path, long bytes) implements Serializable {}

  public SharedRun {
    origin = List.copyOf(origin);
    home = List.copyOf(home);
  }

  /**
   * @throws IOException when a file cannot be seen
   */
  public static SharedRun of(List<Path> origin, List<Path> home, MatchOptions options)
      throws IOException {
    List<Source> origins = sources(origin);
    List<Source> homes = sources(home);
    long sideBytes = Math.max(bytes(origins), bytes(homes));
    return new SharedRun(
        origins,
        homes,
        Parting.of(options, sideBytes, new SecureRandom().nextLong()),
        options.threads(),
        options.memoryBytes());
  }

  List<Path> files(RegisterSide side) {
    return sources(side).stream().map(source -> Path.of(source.path())).toList();
  }

  void requireSameFiles(RegisterSide side) throws IOException {
    for (Source source : sources(side)) {
      long here = Files.size(Path.of(source.path()));
      if (here != source.bytes()) {
        throw new IOException(
            "%s has %,d bytes here, %,d elsewhere".formatted(source.path(), here, source.bytes()));
      }
    }
  }

  private List<Source> sources(RegisterSide side) {
    return side == RegisterSide.ORIGIN ? origin : home;
  }

  private static List<Source> sources(List<Path> files) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(new Source(file.toAbsolutePath().toString(), Files.size(file)));
    }
    return sources;
  }

  private static long bytes(List<Source> sources) {
    return sources.stream().mapToLong(Source::bytes).sum();
  }
}
