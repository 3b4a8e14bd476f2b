package org.sbms.branch.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.branch.approval.ApprovalFeature;
import org.sbms.branch.approval.Approvals;
import org.sbms.branch.approval.BranchAdmission;
import org.sbms.branch.cashdesk.CashdeskFeature;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.limit.Limits;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.branch.reference.TestReference;
import org.sbms.branch.refund.RefundFeature;
import org.sbms.branch.subscription.Reasons;
import org.sbms.branch.subscription.SubscriptionFeature;
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
import org.sbms.kit.operation.Admission;
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
import org.sbms.kit.outbox.ReplyHandler;

/** Two real branches over real databases, joined by a wire that a test can cut. */
public final class TwoBranches implements AutoCloseable {
  public static final BranchCode NW = new BranchCode("NW");
  public static final BranchCode SO = new BranchCode("SO");
  private static final Set<Permission> ALL =
      Set.of(
          PaymentFeature.TAKE,
          PaymentFeature.VIEW,
          PaymentFeature.CANCEL,
          PaymentFeature.CREDIT,
          SubscriptionFeature.CHANGE_PLAN,
          RefundFeature.REFUND,
          RefundFeature.VIEW,
          RefundFeature.DEBIT,
          LimitFeature.VIEW,
          LimitFeature.TIGHTEN,
          ApprovalFeature.VIEW,
          ApprovalFeature.DECIDE,
          CashdeskFeature.WORK,
          CashdeskFeature.SUPERVISE);

  public static final Duration APPROVAL_TIME = Duration.ofMinutes(30);

  /** The real clock, which a test can put forward. */
  public static final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    public void forward(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public java.time.Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  /** What the wire does with a batch of calls. */
  public enum Wire {
    WORKS,
    /** The calls never arrive. */
    CUT,
    /** They arrive and are carried out, but no reply comes back. */
    LOSES_REPLIES,
    /** Every batch arrives twice. */
    REPEATS
  }

  public volatile Wire wire = Wire.WORKS;
  public final Branch nw;
  public final Branch so;

  /** What a test's own features are built from, in each of the two. */
  public record Parts(
      BranchCode code,
      Operations operations,
      PaymentFeature payments,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Clock clock) {}

  public TwoBranches() {
    this(Set.of(), _ -> {});
  }

  /**
   * @param rights that everybody has besides the usual ones
   * @param more registers features of the test
   * @param migrations of those
   */
  public TwoBranches(Set<Permission> rights, Consumer<Parts> more, String... migrations) {
    nw = new Branch(NW, rights, more, migrations);
    so = new Branch(SO, rights, more, migrations);
    nw.other = so;
    so.other = nw;
    nw.forwarder.start();
    so.forwarder.start();
  }

  public final class Branch {
    final BranchCode code;
    private final Set<Permission> rights;
    public final TestDatabase test;
    public final Database database;
    public final Ledger ledger = new Ledger();
    public final Executor executor;
    final Forwarder forwarder;
    public final List<AccountNumber> accounts = new ArrayList<>();
    public final MovedClock clock = new MovedClock();
    public final Approvals approvals;
    private final BranchReference reference;
    private Branch other;

    Branch(BranchCode code, Set<Permission> more, Consumer<Parts> features, String... migrations) {
      this.code = code;
      this.rights = Stream.concat(ALL.stream(), more.stream()).collect(Collectors.toSet());
      this.test =
          TestDatabase.with(
              Stream.concat(
                      Stream.of(
                          "operation",
                          "access",
                          "journal",
                          "outbox",
                          "ledger",
                          "party",
                          "payment",
                          "catalog",
                          "charge",
                          "subscription",
                          "notice",
                          "day",
                          BranchReference.MIGRATIONS,
                          LimitFeature.MIGRATIONS,
                          ApprovalFeature.MIGRATIONS,
                          RefundFeature.MIGRATIONS,
                          CashdeskFeature.MIGRATIONS),
                      Stream.of(migrations))
                  .toArray(String[]::new));
      this.database = test.database();
      NodeId self = NodeId.of(code);
      ZoneId zone = ZoneId.of("Europe/Moscow");
      Operations operations = new Operations();
      Journal journal = new Journal(code);
      BusinessDays days = new BusinessDays(journal, zone, clock);
      Outbox outbox = new Outbox(operations, clock);
      Forwarder[] late = new Forwarder[1];
      PaymentFeature payments =
          new PaymentFeature(
              code,
              new PaymentFeature.Limits(rub("1000000.00"), Duration.ofMinutes(5)),
              zone,
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
      this.reference = new BranchReference(self, database, new NoRemote(), clock, () -> {});
      Limits limits = new Limits(code, database, reference.cache(), zone, clock);
      Accounts accountTable = new Accounts();
      RefundFeature refunds =
          new RefundFeature(
              code,
              rub("0.00").currency(),
              zone,
              branch -> Set.of(NW, SO).contains(branch),
              reference.reasonCodes(),
              limits,
              accountTable,
              days,
              ledger,
              journal,
              outbox,
              node -> late[0].wake(node),
              clock,
              new Random(2));
      refunds.register(operations);
      new SubscriptionFeature(
              code,
              accountTable,
              days,
              ledger,
              new PersonalDataRules(_ -> true),
              new Reasons(reference.reasonCodes(), zone, clock),
              clock,
              new Random(3))
          .register(operations);
      new CashdeskFeature(code, rub("100.00"), days, ledger, zone, clock, new Random(5))
          .register(operations);
      new LimitFeature(limits, operations, rub("0.00").currency(), clock).register();
      ApprovalFeature.register(operations, clock);
      features.accept(new Parts(code, operations, payments, accountTable, days, ledger, clock));
      this.executor =
          new Executor(
              self,
              operations,
              database,
              new NoRemote(),
              AuditLog.NONE,
              new BranchAdmission(self, limits, days, APPROVAL_TIME, clock, new Random(4)),
              clock);
      this.approvals = new Approvals(self, database, () -> executor, _ -> ALL, clock);
      Map<String, ReplyHandler> replies = new HashMap<>(payments.replyHandlers());
      replies.putAll(refunds.replyHandlers());
      this.forwarder = new Forwarder(database, outbox, this::carry, replies, clock);
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

    public List<ReasonCodes.Reason> cancelReasons() {
      return reference.reasonCodes().of(ReasonCodes.Kind.CANCEL, LocalDate.now(clock));
    }

    public Caller cashier() {
      return person("cashier", "cashier");
    }

    public Caller person(String login, String role) {
      return new Caller(new Actor(NodeId.of(code), login, role), NodeId.of(code), rights);
    }

    public <R> Outcome<R> run(Caller caller, Operation<R> operation, String key) {
      return executor.run(caller, new Request<>(operation, key));
    }

    /** Publishes rows of a dataset here: CSV with its header. */
    public void publish(String dataset, String csv) {
      TestReference.publish(database, reference.cache(), dataset, csv);
    }

    public Outcome<Payment> take(AccountNumber account, String amount, String key) {
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
          Admission.OF_EVERYBODY,
          Clock.systemUTC(),
          waiting);
    }

    public Payment taken(AccountNumber account, String amount, String key) {
      return ((Outcome.Done<Payment>) take(account, amount, key)).result();
    }

    public Outcome<Payment> cancel(UUID id, String key) {
      return executor.run(cashier(), Request.command(new CancelPayment(id, "mistyped"), key));
    }

    public PaymentState stateOf(UUID id) {
      return ((Outcome.Done<Payment>) executor.run(cashier(), Request.query(new ShowPayment(id))))
          .result()
          .state();
    }

    public Money balance(AccountNumber account) {
      return database
          .one(
              row -> new Money(row.getLong(0), Currency.getInstance("RUB")),
              "select balance_minor from account where number = $1",
              account.value())
          .orElseThrow();
    }

    /** Debit minus credit of a ledger account, in kopecks. */
    public long ledgerNet(String code) {
      return ledger.trialBalance(database, Instant.now()).stream()
          .filter(line -> line.code().equals(code))
          .mapToLong(line -> line.debitMinor() - line.creditMinor())
          .sum();
    }

    /** Has messages that wait sent now. */
    public void wake(NodeId destination) {
      forwarder.wake(destination);
    }

    /** Does what only somebody with a hand in the database could do. */
    public void asSuperuser(String sql) {
      test.asSuperuser(sql);
    }

    public long count(String table) {
      return database.one(row -> row.getLong(0), "select count(*) from " + table).orElseThrow();
    }

    private void close() {
      executor.close();
      forwarder.close();
      reference.close();
      test.close();
    }
  }

  public static Money rub(String amount) {
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
