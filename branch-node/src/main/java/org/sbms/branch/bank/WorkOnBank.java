package org.sbms.branch.bank;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What people do with the bank's files and their lines. */
public interface WorkOnBank {
  int MAX_PARTS = 50;

  /**
   * Takes a file of the bank: camt.053 or camt.054. Whole or not at all; entries that an earlier
   * file brought are passed over.
   *
   * @param name of the file, for messages
   * @param content in Base64
   */
  record TakeBankFile(String name, String content) implements Operation<BankFile> {
    @Override
    public String toString() {
      return "TakeBankFile[" + name + "]";
    }
  }

  /**
   * @param lines new ones
   * @param known entries that an earlier file brought
   * @param others entries that are no money of subscribers
   * @param waiting lines of it that are not done with
   */
  record BankFile(
      UUID id,
      String name,
      String kind,
      String messageId,
      int lines,
      int known,
      int others,
      long waiting,
      Instant takenAt,
      String takenBy) {}

  record ShowBankFile(UUID id) implements Operation<BankFile> {}

  record ListBankFiles(int offset, int limit) implements Operation<BankFiles> {}

  record BankFiles(List<BankFile> items) {
    public BankFiles {
      items = List.copyOf(items);
    }
  }

  /**
   * @param state OPEN are those that wait for a person; empty is any
   * @param text part of a reference, of what was written, or an account
   * @param sort a column of {@link LineTable}
   */
  record ListBankLines(
      Optional<LineState> state,
      String text,
      Optional<UUID> file,
      String sort,
      int offset,
      int limit)
      implements Operation<BankLines> {}

  /**
   * @param suspense what all open lines come to
   */
  record BankLines(List<Row> items, Money suspense) {
    public BankLines {
      items = List.copyOf(items);
    }
  }

  record Row(BankLine line, BankLine.Payer payer) {}

  /** What became of a line; who paid it is in no outcome, for outcomes are kept. */
  record Worked(UUID line, long number, LineState state, Money open) {}

  record Share(AccountNumber account, Money amount) {}

  /**
   * Makes payments of a line, or of a part of it.
   *
   * @param remember whether what this payer pays is for that one account from now on
   */
  record AssignBankLine(UUID line, List<Share> shares, boolean remember)
      implements Operation<Worked> {
    public AssignBankLine {
      shares = List.copyOf(shares);
    }
  }

  /** Cancels a payment that a line became; its money goes back to suspense. */
  record TakeBackShare(UUID payment, String reason) implements Operation<Worked> {}

  /** What became of a line that is no payment. */
  enum Closing {
    RETURNED,
    BOOKED_BEFORE
  }

  /**
   * @param reference of the transfer back, or of the earlier booking
   */
  record CloseBankLine(UUID line, Closing how, String reference) implements Operation<Worked> {}

  /** Says which credit a reversal takes back. */
  record PairReversal(UUID line, long reversed) implements Operation<Worked> {}

  /** An account of the branch at a bank. */
  record OwnAccount(String number, String name) {}

  record SaveOwnAccount(String number, String name) implements Operation<OwnAccount> {}

  record VirtualAccount(String number, AccountNumber account) {}

  record SaveVirtualAccount(String number, AccountNumber account)
      implements Operation<VirtualAccount> {}

  record DropVirtualAccount(String number) implements Operation<VirtualAccount> {}

  record ListBankAccounts(String text, int offset, int limit) implements Operation<BankAccounts> {}

  /**
   * @param payers how many payers are remembered
   */
  record BankAccounts(List<OwnAccount> own, List<VirtualAccount> virtual, long payers) {
    public BankAccounts {
      own = List.copyOf(own);
      virtual = List.copyOf(virtual);
    }
  }
}
