package org.sbms.branch.bank;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What people do to send money that is nobody's back to who paid it. */
public interface WorkOnReturns {
  int MAX_OF_A_FILE = 200;

  enum ReturnState {
    /** Somebody asked for it; another person decides. */
    ASKED,
    /** It is in a file for the bank, and out of our books. */
    SENT,
    DROPPED,
    /** It was sent, but the bank did not carry it out; it is in our books again. */
    REJECTED
  }

  /**
   * @param number by which people speak of it
   * @param from our account that the money came to
   * @param file it went with
   * @param rejection why the bank did not carry it out; empty otherwise
   */
  record BankReturn(
      UUID id,
      long number,
      UUID line,
      long lineNumber,
      String from,
      Money amount,
      ReturnState state,
      String reason,
      Optional<UUID> file,
      Instant askedAt,
      String askedBy,
      String decidedBy,
      String rejection) {}

  /** Asks that what is open of a line goes back to the account that it came from. */
  record AskReturn(UUID line, String reason) implements Operation<BankReturn> {}

  record DropReturn(UUID id) implements Operation<BankReturn> {}

  /**
   * By another person than who asked for any of them: writes one file for the bank, pain.001, of
   * those that can still go.
   */
  record SendReturns(List<UUID> ids) implements Operation<SentReturns> {
    public SendReturns {
      ids = List.copyOf(ids);
    }
  }

  /**
   * @param left numbers of those that did not go: they were decided meanwhile, or what is open of
   *     their line changed
   */
  record SentReturns(UUID file, String name, int count, Money total, List<Long> left) {
    public SentReturns {
      left = List.copyOf(left);
    }
  }

  /** Says that the bank did not carry it out: its money is in suspense again, its line open. */
  record RejectReturn(UUID id, String reason) implements Operation<BankReturn> {}

  /** Latest first. */
  record ListReturns(Optional<ReturnState> state, int offset, int limit)
      implements Operation<Returns> {}

  record Returns(List<BankReturn> items) {
    public Returns {
      items = List.copyOf(items);
    }
  }

  /** Whoever asks can read payers' accounts. */
  record ShowReturnFile(UUID file) implements Operation<ReturnFile> {}

  record ReturnFile(String name, String xml) {
    @Override
    public String toString() {
      return "ReturnFile[" + name + "]";
    }
  }
}
