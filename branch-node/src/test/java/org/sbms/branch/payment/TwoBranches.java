package org.sbms.branch.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.outbox.Forwarder;
import org.sbms.kit.outbox.Outbox;

/** Two real branches over real databases, joined by a wire that a test can cut. */
final class TwoBranches implements AutoCloseable {
  static final BranchCode NW = new BranchCode("NW");
  static final BranchCode SO = new BranchCode("SO");
  private static final Set<Permission> ALL =
      Set.of(
          PaymentFeature.TAKE, PaymentFeature.VIEW, PaymentFeature.CANCEL, PaymentFeature.CREDIT);

  /** What the wire does with a batch of calls. */
  enum Wire {
    WORKS,
    /** The calls never arrive. */
    CUT,
    /** They arrive and are carried out, but no reply comes back. */
    LOSES_REPLIES,
    /** Every batch arrives twice. */
    REPEATS
  }

  volatile Wire wire = Wire.WORKS;
  final Branch nw = new Branch(NW);
  final Branch so = new Branch(SO);

  TwoBranches() {
    nw.other = so;
    so.other = nw;
    nw.forwarder.start();
    so.forwarder.start();
  }

  final class Branch {
    final BranchCode code;
    final TestDatabase test =
        TestDatabase.with("operation", "journal", "outbox", "ledger", "party", "payment");
    final Database database = test.database();
    final Ledger ledger = new Ledger();
    final Executor executor;
    final Forwarder forwarder;
    final List<AccountNumber> accounts = new ArrayList<>();
    private Branch other;

    Branch(BranchCode code) {
      this.code = code;
      Clock clock = Clock.systemUTC();
      Operations operations = new Operations();
      Journal journal = new Journal(code);
      BusinessDays days = new BusinessDays(journal, ZoneId.of("Europe/Moscow"), clock);
      Outbox outbox = new Outbox(operations, clock);
      Forwarder[] late = new Forwarder[1];
      PaymentFeature payments =
          new PaymentFeature(
              code,
              new PaymentFeature.Limits(rub("1000000.00"), Duration.ofMinutes(5)),
              ZoneId.of("Europe/Moscow"),
              branch -> Set.of(NW, SO).contains(branch),
              new Accounts(),
              days,
              ledger,
              journal,
              outbox,
              node -> late[0].wake(node),
              clock,
              new Random(1));
      payments.register(operations);
      this.executor =
          new Executor(NodeId.of(code), operations, database, new NoRemote(), AuditLog.NONE, clock);
      this.forwarder =
          new Forwarder(database, outbox, this::carry, payments.replyHandlers(), clock);
      late[0] = forwarder;
      days.rollOver(database);
      seed();
    }

    private void seed() {
      database.run(
          "insert into rate_plan values ('START', 'Start', 30000, 'RUB') on conflict do nothing");
      for (int i = 1; i <= 5; i++) {
        AccountNumber number = AccountNumber.of(code, i);
        UUID customer = new UUID(code.hashCode(), i);
        database.run(
            "insert into customer values ($1, 'PERSON', 'N', 'A', 'P', 'E', now())", customer);
        database.run(
            """
            insert into account (number, customer_id, name, state, since, plan, currency)
            values ($1, $2, 'N', 'ACTIVE', $3, 'START', 'RUB')
            """,
            number.value(),
            customer,
            LocalDate.of(2024, 1, 1));
        accounts.add(number);
      }
    }

    private List<PeerReply> carry(NodeId destination, List<PeerCall> calls) {
      Wire now = wire;
      if (now == Wire.CUT) {
        throw new IllegalStateException("no way to " + destination);
      }
      List<PeerReply> replies = other.receive(calls, code);
      if (now == Wire.REPEATS) {
        replies = other.receive(calls, code);
      }
      if (now == Wire.LOSES_REPLIES) {
        throw new IllegalStateException("no answer from " + destination);
      }
      return replies;
    }

    private List<PeerReply> receive(List<PeerCall> calls, BranchCode from) {
      return calls.stream().map(call -> receive(call, from)).toList();
    }

    private <R> PeerReply receive(PeerCall call, BranchCode from) {
      @SuppressWarnings("unchecked")
      OperationSpec<Operation<R>, R> spec =
          (OperationSpec<Operation<R>, R>) operations().named(call.operation()).orElseThrow();
      Caller caller = new Caller(call.actor(), NodeId.of(from), ALL);
      Operation<R> operation = Json.convert(call.body(), spec.type());
      return switch (executor.run(caller, new Request<>(operation, call.key()))) {
        case Outcome.Done<R>(R result) -> PeerReply.done(call.key(), Json.tree(result));
        case Outcome.Refused<R> refused -> PeerReply.refused(call.key(), refused.refusal());
        case Outcome.Unknown<R> _ -> throw new AssertionError("a home always knows");
      };
    }

    private Operations operations() {
      return executor.operations();
    }

    Caller cashier() {
      return new Caller(new Actor(NodeId.of(code), "cashier", "cashier"), NodeId.of(code), ALL);
    }

    Outcome<Payment> take(AccountNumber account, String amount, String key) {
      return executor.run(
          cashier(),
          Request.command(
              new TakePayment(
                  account, rub(amount), org.sbms.contract.payment.PaymentMethod.CASH, ""),
              key));
    }

    /** The same operations with room for few that wait. */
    Executor executorWithRoomFor(int waiting) {
      return new Executor(
          NodeId.of(code),
          operations(),
          database,
          new NoRemote(),
          AuditLog.NONE,
          Clock.systemUTC(),
          waiting);
    }

    Payment taken(AccountNumber account, String amount, String key) {
      return ((Outcome.Done<Payment>) take(account, amount, key)).result();
    }

    Outcome<Payment> cancel(UUID id, String key) {
      return executor.run(cashier(), Request.command(new CancelPayment(id, "mistyped"), key));
    }

    PaymentState stateOf(UUID id) {
      return ((Outcome.Done<Payment>) executor.run(cashier(), Request.query(new ShowPayment(id))))
          .result()
          .state();
    }

    Money balance(AccountNumber account) {
      return database
          .one(
              row -> new Money(row.getLong(0), Currency.getInstance("RUB")),
              "select balance_minor from account where number = $1",
              account.value())
          .orElseThrow();
    }

    /** Debit minus credit of a ledger account, in kopecks. */
    long ledgerNet(String code) {
      return ledger.trialBalance(database, Instant.now()).stream()
          .filter(line -> line.code().equals(code))
          .mapToLong(line -> line.debitMinor() - line.creditMinor())
          .sum();
    }

    long count(String table) {
      return database.one(row -> row.getLong(0), "select count(*) from " + table).orElseThrow();
    }

    private void close() {
      executor.close();
      forwarder.close();
      test.close();
    }
  }

  static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static final class NoRemote implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("payments are forwarded, never called: " + Map.of(node, request));
    }
  }

  @Override
  public void close() {
    nw.close();
    so.close();
  }
}
