package org.sbms.central.settlement;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindowThrough;
import org.sbms.central.settlement.ShowBooked.Booked;
import org.sbms.central.settlement.ShowPositions.BranchPosition;
import org.sbms.central.settlement.ShowPositions.Debt;
import org.sbms.central.settlement.ShowPositions.Positions;
import org.sbms.central.settlement.ShowStatement.Statement;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.reconciliation.netting.Netting;
import org.sbms.reconciliation.netting.Position;

/** Handles what people ask of settlement windows. */
final class SettlementHandlers {
  /** Two persons look at what branches pay each other. */
  static final RefusalCode SAME_PERSON =
      new RefusalCode("same-person", RefusalCode.Category.FORBIDDEN);

  private final Ledger ledger;
  private final Clock clock;

  SettlementHandlers(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  Outcome<ListWindows.Windows> list(Caller caller, ListWindows asked, Sql sql) {
    return Outcome.done(
        new ListWindows.Windows(Windows.latest(sql, asked.offset(), asked.limit())));
  }

  Outcome<WindowView> close(Command<CloseWindow> command, Tx tx) {
    return close(tx, command.operation().id(), Optional.empty(), command.caller(), clock.instant());
  }

  Outcome<WindowView> closeThrough(Command<CloseWindowThrough> command, Tx tx) {
    CloseWindowThrough due = command.operation();
    return close(tx, due.id(), Optional.of(due.day()), command.caller(), due.due());
  }

  private static Outcome<WindowView> close(
      Tx tx, String id, Optional<LocalDate> through, Caller caller, Instant at) {
    Optional<WindowView> window = Windows.lock(tx, id);
    if (window.isEmpty()) {
      return noWindow();
    }
    if (window.get().state() != WindowState.OPEN) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The window is closed already.");
    }
    Windows.close(tx, id, through, caller.actor().login(), at);
    List<Position> positions = Netting.multilateral(Windows.obligations(tx, id));
    Netting.requireZeroSum(positions);
    Windows.net(tx, id, positions, at);
    return Outcome.done(Windows.find(tx, id).orElseThrow());
  }

  Outcome<WindowView> approve(Command<ApproveWindow> command, Tx tx) {
    String id = command.operation().id();
    String login = command.caller().actor().login();
    Optional<WindowView> window = Windows.lock(tx, id);
    if (window.isEmpty()) {
      return noWindow();
    }
    if (window.get().closedBy().equals(Optional.of(login))) {
      return Outcome.refused(
          SAME_PERSON, "You closed this window: another person must approve it.");
    }
    if (window.get().state() != WindowState.NETTED) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The window does not wait for an approval.");
    }
    Netting.requireZeroSum(Windows.stored(tx, id));
    Instant now = clock.instant();
    Windows.approve(tx, id, login, now);
    SettlementPostings.post(ledger, tx, id, Netting.bilateral(Windows.obligations(tx, id)), now);
    BranchPostings.due(tx, id, Stage.AGREED);
    return Outcome.done(Windows.find(tx, id).orElseThrow());
  }

  Outcome<Positions> positions(Caller caller, ShowPositions asked, Sql sql) {
    return Windows.find(sql, asked.id())
        .map(window -> Outcome.done(positions(sql, window)))
        .orElseGet(SettlementHandlers::noWindow);
  }

  Outcome<Booked> booked(Caller caller, ShowBooked asked, Sql sql) {
    return Windows.find(sql, asked.id())
        .map(window ->
            Outcome.done(
                new Booked(
                    window,
                    SettlementPostings.booked(sql, asked.id()),
                    BranchPostings.of(sql, asked.id()).stream()
                        .filter(delivery -> delivery.stage() == Stage.AGREED)
                        .map(BranchPostings.Delivery::branch)
                        .toList())))
        .orElseGet(SettlementHandlers::noWindow);
  }

  Outcome<Statement> statement(Caller caller, ShowStatement asked, Sql sql) {
    Optional<WindowView> window = Windows.find(sql, asked.id());
    if (window.isEmpty()) {
      return noWindow();
    }
    long lines = Statements.count(sql, asked.id(), asked.branch());
    if (asked.limit() == ShowStatement.MAX_LINES && lines > ShowStatement.MAX_LINES) {
      return Outcome.refused(
          RefusalCode.TOO_LARGE,
          "The statement has more than " + ShowStatement.MAX_LINES + " lines.");
    }
    return Outcome.done(
        new Statement(
            window.get(),
            asked.branch(),
            positions(sql, window.get()).items().stream()
                .filter(position -> position.branch().equals(asked.branch()))
                .toList(),
            Statements.lines(sql, asked.id(), asked.branch(), asked.limit()),
            lines));
  }

  private static Positions positions(Sql sql, WindowView window) {
    return new Positions(
        window,
        of(sql, window),
        Netting.bilateral(Windows.obligations(sql, window.id())).stream()
            .map(each -> new Debt(each.debtor(), each.creditor(), each.amount()))
            .toList());
  }

  /** Of a closed window as they were stored; of an open one as they would be now. */
  static List<BranchPosition> of(Sql sql, WindowView window) {
    List<Position> positions =
        switch (window.state()) {
          case OPEN, CLOSED -> Netting.multilateral(Windows.obligations(sql, window.id()));
          case NETTED, APPROVED, INSTRUCTED, SETTLED -> Windows.stored(sql, window.id());
        };
    return positions.stream()
        .map(each -> new BranchPosition(each.branch(), each.owes(), each.isOwed(), each.net()))
        .toList();
  }

  static <R> Outcome<R> noWindow() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such settlement window.");
  }
}
