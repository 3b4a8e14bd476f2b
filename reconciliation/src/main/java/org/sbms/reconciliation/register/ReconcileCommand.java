package org.sbms.reconciliation.register;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbms.contract.MismatchKind;

/** Matches two sets of register files and says what came of it: {@code sbms reconcile}. */
public final class ReconcileCommand {
  public static final int ALL_MATCHED = 0;
  public static final int BAD_INPUT = 1;
  public static final int MISMATCHES = 2;

  private ReconcileCommand() {}

  /**
   * Prints the summary as one line of JSON.
   *
   * @param out where the mismatches go as CSV; without it only the summary is given
   * @param stderr gets one line with file, line, column and reason when the input is bad
   * @return the exit code: 0 all matched, 2 mismatches, 1 bad input
   */
  public static int run(
      List<Path> originFiles,
      List<Path> homeFiles,
      Optional<Path> out,
      MatchOptions options,
      PrintStream stdout,
      PrintStream stderr) {
    return run(
        originFiles,
        homeFiles,
        out,
        () -> RegisterMatcher.match(originFiles, homeFiles, options),
        stdout,
        stderr);
  }

  /** Does the matching. */
  @FunctionalInterface
  public interface Matching {
    RegisterReport match() throws BadRegisterException, IOException, InterruptedException;
  }

  /** The same, with the matching done in some other way. */
  public static int run(
      List<Path> originFiles,
      List<Path> homeFiles,
      Optional<Path> out,
      Matching matching,
      PrintStream stdout,
      PrintStream stderr) {
    if (originFiles.isEmpty() || homeFiles.isEmpty()) {
      stderr.println("reconcile needs at least one --origin FILE and one --home FILE");
      return BAD_INPUT;
    }
    long startedNanos = System.nanoTime();
    try (RegisterReport report = matching.match()) {
      if (out.isPresent()) {
        MismatchCsv.write(report, out.get());
      }
      stdout.println(summary(report, (System.nanoTime() - startedNanos) / 1e9));
      return report.pairs() == report.matched() ? ALL_MATCHED : MISMATCHES;
    } catch (BadRegisterException bad) {
      stderr.println(bad.getMessage());
    } catch (UncheckedIOException failure) {
      stderr.println(failure.getMessage() + ": " + failure.getCause());
    } catch (IOException failure) {
      stderr.println("--out cannot be written: " + failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      stderr.println("reconcile was interrupted");
    }
    return BAD_INPUT;
  }

  private static String summary(RegisterReport report, double seconds) {
    Map<MismatchKind, Long> counts = report.countsByKind();
    String mismatches =
        counts.entrySet().stream()
            .map(entry -> "\"%s\": %d".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    return String.format(
        Locale.ROOT,
        "{\"pairs\": %d, \"matched\": %d, \"mismatches\": %s, \"seconds\": %.3f}",
        report.pairs(),
        report.matched(),
        mismatches,
        seconds);
  }
}
