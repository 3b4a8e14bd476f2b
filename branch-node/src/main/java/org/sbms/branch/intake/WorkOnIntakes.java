package org.sbms.branch.intake;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;

/** What is asked of and done to files of subscribers. */
public final class WorkOnIntakes {
  private WorkOnIntakes() {}

  /**
   * Says that a file is coming. The same file of the same source is the same intake.
   *
   * @param sha256 of the whole file, in hexadecimal
   */
  public record BeginIntake(String source, String fileName, String sha256)
      implements Operation<Intake> {}

  public record ShowIntake(UUID id) implements Operation<Intake> {}

  /** Latest first. */
  public record ListIntakes(int offset, int limit) implements Operation<ListIntakes.Items> {
    public record Items(List<Intake> items) {}
  }

  /** By line. */
  public record ListProblems(UUID id, int offset, int limit)
      implements Operation<ListProblems.Items> {
    public record Items(List<Intake.Problem> items) {}
  }

  /** Loads what was checked. */
  public record StartIntake(UUID id) implements Operation<Intake> {}

  /** Stops; what was loaded stays. */
  public record CancelIntake(UUID id) implements Operation<Intake> {}
}
