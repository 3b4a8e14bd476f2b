package org.sbms.central.settlement;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sbms.bankfiles.pain.BankAccount;
import org.sbms.bankfiles.pain.Pain001;
import org.sbms.bankfiles.pain.PaymentInstruction;
import org.sbms.bankfiles.pain.PaymentInstruction.Payment;
import org.sbms.central.reference.PublishedRows;
import org.sbms.central.settlement.ConfirmTransfers.ConfirmByHand;
import org.sbms.central.settlement.ConfirmTransfers.Confirmed;
import org.sbms.central.settlement.ConfirmTransfers.Entry;
import org.sbms.central.settlement.ConfirmTransfers.Line;
import org.sbms.central.settlement.ConfirmTransfers.Result;
import org.sbms.central.settlement.ConfirmTransfers.TakeStatement;
import org.sbms.central.settlement.DecideWindow.InstructWindow;
import org.sbms.central.settlement.ShowInstruction.Instruction;
import org.sbms.central.settlement.ShowTransfers.Transfers;
import org.sbms.central.settlement.TransferTable.Pending;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.reconciliation.netting.BilateralPosition;
import org.sbms.reconciliation.netting.Netting;

/** Handles who pays whom: the instruction to the bank, and the bank's word that it has paid. */
final class TransferHandlers {
  static final RefusalCode NO_ACCOUNT =
      new RefusalCode("settlement-account-missing", RefusalCode.Category.CONFLICT);
  static final RefusalCode KNOWN_FILE =
      new RefusalCode("statement-taken-before", RefusalCode.Category.CONFLICT);

  private final Ledger ledger;
  private final SettlementRules rules;
  private final Clock clock;

  TransferHandlers(Ledger ledger, SettlementRules rules, Clock clock) {
    this.ledger = ledger;
    this.rules = rules;
    this.clock = clock;
  }

  /** A window in which nobody owes anything is settled without a bank. */
  Outcome<WindowView> instruct(Command<InstructWindow> command, Tx tx) {
    String id = command.operation().id();
    String login = command.caller().actor().login();
    Optional<WindowView> window = Windows.lock(tx, id);
    if (window.isEmpty()) {
      return SettlementHandlers.noWindow();
    }
    if (window.get().state() != WindowState.APPROVED) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The window does not wait for an instruction.");
    }
    if (window.get().approvedBy().equals(Optional.of(login))) {
      return Outcome.refused(
          SettlementHandlers.SAME_PERSON,
          "You approved this window: another person must instruct the bank.");
    }
    List<BilateralPosition> transfers = transfers(tx, id);
    Map<String, BankAccount> accounts = accounts(tx);
    Set<String> missing = new TreeSet<>();
    transfers.forEach(transfer -> {
      missing.addAll(missing(accounts, transfer.debtor(), transfer));
      missing.addAll(missing(accounts, transfer.creditor(), transfer));
    });
    if (!missing.isEmpty()) {
      return Outcome.refused(
          NO_ACCOUNT,
          "Reference data names no account in settlement-accounts of "
              + String.join(", ", missing));
    }
    Instant now = clock.instant();
    Windows.instruct(tx, id, login, now);
    if (transfers.isEmpty()) {
      settled(tx, id, now);
    } else {
      Instruction document = document(id, transfers, accounts, now);
      TransferTable.insert(tx, id, rules.netting(), transfers, document, login, now);
    }
    return Outcome.done(Windows.find(tx, id).orElseThrow());
  }

  Outcome<Transfers> transfers(Caller caller, ShowTransfers asked, Sql sql) {
    return Windows.find(sql, asked.id()).isEmpty()
        ? SettlementHandlers.noWindow()
        : Outcome.done(TransferTable.of(sql, asked.id()));
  }

  Outcome<Instruction> instruction(Caller caller, ShowInstruction asked, Sql sql) {
    if (Windows.find(sql, asked.id()).isEmpty()) {
      return SettlementHandlers.noWindow();
    }
    return TransferTable.instruction(sql, asked.id())
        .map(Outcome::done)
        .orElseGet(
            () -> Outcome.refused(RefusalCode.NOT_FOUND, "The window has no payment instruction."));
  }

  Outcome<Confirmed> statement(Command<TakeStatement> command, Tx tx) {
    TakeStatement taken = command.operation();
    if (!TransferTable.takeFile(
        tx, taken.fingerprint(), taken.file(), command.caller().actor().login(), clock.instant())) {
      return Outcome.refused(KNOWN_FILE, "This statement was taken before.");
    }
    return Outcome.done(confirm(tx, taken.entries(), taken.file()));
  }

  Outcome<Confirmed> byHand(Command<ConfirmByHand> command, Tx tx) {
    ConfirmByHand seen = command.operation();
    if (Windows.find(tx, seen.window()).isEmpty()) {
      return SettlementHandlers.noWindow();
    }
    return TransferTable.of(tx, seen.window()).items().stream()
        .filter(transfer -> transfer.number() == seen.number())
        .findFirst()
        .map(transfer ->
            Outcome.done(
                confirm(
                    tx,
                    List.of(
                        new Entry(1, transfer.endToEndId(), transfer.amount(), seen.reference())),
                    command.caller().actor().login())))
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such transfer."));
  }

  private Confirmed confirm(Tx tx, List<Entry> entries, String by) {
    Map<String, Pending> ours = new TreeMap<>();
    TransferTable.lock(tx, entries.stream().map(Entry::endToEndId).distinct().toList())
        .forEach(pending -> ours.put(pending.transfer().endToEndId(), pending));
    Instant now = clock.instant();
    List<Line> lines = new ArrayList<>();
    Set<String> settledHere = new TreeSet<>();
    for (Entry entry : entries) {
      Pending pending = ours.get(entry.endToEndId());
      if (pending != null) {
        Result result = result(pending, entry, settledHere);
        if (result == Result.SETTLED) {
          TransferTable.settle(tx, entry.endToEndId(), by, entry.reference(), now);
          settledHere.add(entry.endToEndId());
        }
        lines.add(new Line(entry.line(), entry.endToEndId(), entry.amount(), result));
      }
    }
    ours.values().stream()
        .filter(pending -> settledHere.contains(pending.transfer().endToEndId()))
        .map(Pending::window)
        .distinct()
        .filter(window -> TransferTable.isSettled(tx, window))
        .forEach(window -> settled(tx, window, now));
    return new Confirmed(lines, entries.size() - lines.size());
  }

  private static Result result(Pending pending, Entry entry, Set<String> settledHere) {
    if (!pending.transfer().amount().equals(entry.amount())) {
      return Result.AMOUNT_DIFFERS;
    }
    return pending.transfer().settledAt().isPresent() || settledHere.contains(entry.endToEndId())
        ? Result.ALREADY_SETTLED
        : Result.SETTLED;
  }

  private void settled(Tx tx, String window, Instant now) {
    Windows.settle(tx, window, now);
    BranchPostings.due(tx, window, Stage.PAID);
    SettlementPostings.takeBack(
        ledger, tx, window, Netting.bilateral(Windows.obligations(tx, window)), now);
  }

  private List<BilateralPosition> transfers(Sql sql, String id) {
    return switch (rules.netting()) {
      case MULTILATERAL ->
          org.sbms.reconciliation.netting.Transfers.fewest(Windows.stored(sql, id));
      case BILATERAL -> Netting.bilateral(Windows.obligations(sql, id));
    };
  }

  private Instruction document(
      String window,
      List<BilateralPosition> transfers,
      Map<String, BankAccount> accounts,
      Instant now) {
    List<Payment> payments = new ArrayList<>();
    for (BilateralPosition transfer : transfers) {
      payments.add(
          new Payment(
              TransferTable.endToEndId(window, payments.size() + 1),
              account(accounts, transfer.debtor(), transfer),
              account(accounts, transfer.creditor(), transfer),
              transfer.amount(),
              "Settlement window "
                  + window
                  + " "
                  + transfer.debtor()
                  + " to "
                  + transfer.creditor()));
    }
    String messageId = "SBMS-W" + window;
    return new Instruction(
        messageId,
        Pain001.write(
            new PaymentInstruction(
                messageId,
                now,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                rules.initiator(),
                payments)));
  }

  /** The accounts in force today, by branch and currency. */
  private Map<String, BankAccount> accounts(Sql sql) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<String, BankAccount> accounts = new TreeMap<>();
    for (DatasetRow row : PublishedRows.now(sql, Datasets.SETTLEMENT_ACCOUNTS)) {
      if (row.holdsOn(today)) {
        accounts.put(
            row.get("branch") + " " + row.get("currency"),
            new BankAccount(row.get("holder"), row.get("account"), row.get("bank")));
      }
    }
    return accounts;
  }

  private static Set<String> missing(
      Map<String, BankAccount> accounts, BranchCode branch, BilateralPosition transfer) {
    String key = branch + " " + transfer.amount().currencyCode();
    return accounts.containsKey(key) ? Set.of() : Set.of(key);
  }

  private static BankAccount account(
      Map<String, BankAccount> accounts, BranchCode branch, BilateralPosition transfer) {
    return Optional.ofNullable(accounts.get(branch + " " + transfer.amount().currencyCode()))
        .orElseThrow();
  }
}
