package org.sbms.branch.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal.FieldError;

/** What people do with the bank's files and their lines. */
public interface WorkOnBank {
  int MAX_PARTS = 50;

  /**
   * Takes a file of the bank. Whole or not at all; entries that an earlier file brought are passed
   * over.
   *
   * @param name of the file, for messages
   * @param dialect by which a CSV file is read; empty for camt.053 and camt.054
   * @param content in Base64
   */
  record TakeBankFile(String name, String dialect, String content) implements Operation<BankFile> {
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

  /**
   * When the bank works.
   *
   * @param calendar its code in the reference data; empty for Monday to Friday
   * @param leadDays how many days that it works it wants to be asked before
   */
  record BankDays(String calendar, int leadDays) {}

  record SaveBankDays(BankDays days) implements Operation<BankDays> {}

  record ShowBankDays() implements Operation<ShownBankDays> {}

  /**
   * @param calendars codes of those that there are
   */
  record ShownBankDays(BankDays days, List<String> calendars) {
    public ShownBankDays {
      calendars = List.copyOf(calendars);
    }
  }

  /** Every dialect of statements as CSV, by name. */
  record ListStatementDialects() implements Operation<StatementDialects> {}

  record StatementDialects(List<StatementDialect> items) {
    public StatementDialects {
      items = List.copyOf(items);
    }
  }

  record SaveStatementDialect(StatementDialect dialect) implements Operation<StatementDialect> {}

  /** Reads the first lines of a file by a dialect; nothing is taken in. */
  record TryStatementDialect(StatementDialect dialect, String sample)
      implements Operation<TriedStatement> {}

  /**
   * What a sample says, or what is wrong with it.
   *
   * @param entries the first ones
   */
  record TriedStatement(List<TriedEntry> entries, List<FieldError> problems) {
    public TriedStatement {
      entries = List.copyOf(entries);
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param taken whether it would become a line, or is none of a subscriber's
   */
  record TriedEntry(
      int line, LocalDate bookedOn, Money amount, String payer, String text, boolean taken) {}

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
