package org.sbms.contract;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Central asks what a branch states of its journal, and whether its books agree with it.
 *
 * @param afterDay days closed after that one are stated
 * @param withCheck whether the branch compares payments, credits, ledger and balances with its
 *     journal; it reads its whole books for that
 */
public record AskStatements(BranchCode branch, LocalDate afterDay, boolean withCheck)
    implements Operation<AskStatements.Stated> {
  public static final String NAME = "ask-statements";

  /** What is compared with the journal, or with the ledger. */
  public enum Book {
    PAYMENT,
    CREDIT,
    LEDGER,
    BALANCE
  }

  /**
   * Books that do not agree.
   *
   * @param key the payment's id, or the account
   * @param stored what the table says; empty where it has nothing
   * @param proven what the journal says, of a balance what the ledger says; empty like the other
   */
  public record Difference(Book book, String key, String stored, String proven) {}

  /**
   * @param head where the journal ends now: a signed {@link JournalStatement}
   * @param closedDays one each, the oldest first
   * @param differences at most {@link #MAX_DIFFERENCES}; empty also where no check was asked for
   * @param heads where journals of other branches ended, as they have told this one; at most {@link
   *     #MAX_HEADS}
   */
  public record Stated(
      String head,
      List<String> closedDays,
      List<Difference> differences,
      @Nullable List<Head> heads) {
    public Stated(String head, List<String> closedDays, List<Difference> differences) {
      this(head, closedDays, differences, List.of());
    }

    public Stated {
      heads = heads == null ? List.of() : List.copyOf(heads);
      closedDays = List.copyOf(closedDays);
      differences = List.copyOf(differences);
    }

    /** None of a branch that is older than these. */
    @Override
    public List<Head> heads() {
      return heads == null ? List.of() : heads;
    }
  }

  /**
   * Where a journal ended by what its branch told another one.
   *
   * @param statement a signed {@link JournalStatement} of that branch
   */
  public record Head(BranchCode branch, String statement) {}

  public static final int MAX_HEADS = 1_000;
  public static final int MAX_DIFFERENCES = 200;
  public static final int MAX_DAYS = 100;
}
