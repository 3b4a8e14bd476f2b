package org.sbms.branch.collections;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.collections.WorkOnDebts.AskWriteOff;
import org.sbms.branch.collections.WorkOnDebts.BrowseCases;
import org.sbms.branch.collections.WorkOnDebts.DecideWriteOff;
import org.sbms.branch.collections.WorkOnDebts.Done;
import org.sbms.branch.collections.WorkOnDebts.EndHold;
import org.sbms.branch.collections.WorkOnDebts.HoldDunning;
import org.sbms.branch.collections.WorkOnDebts.ListPolicies;
import org.sbms.branch.collections.WorkOnDebts.ListWriteOffs;
import org.sbms.branch.collections.WorkOnDebts.MakePromise;
import org.sbms.branch.collections.WorkOnDebts.SavePolicy;
import org.sbms.branch.collections.WorkOnDebts.ShowAgeing;
import org.sbms.branch.collections.WorkOnDebts.ShowDebt;
import org.sbms.branch.collections.WorkOnDebts.WriteOff;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.UuidV7;

/** Registers what is done about debts. */
public final class CollectionsFeature {
  public static final String MIGRATIONS = "collections";
  public static final Permission VIEW = new Permission("collections.view");
  public static final Permission WORK = new Permission("collections.work");
  public static final Permission WRITE_OFF = new Permission("collections.write-off");
  public static final Permission POLICY = new Permission("collections.policy");

  /** A promise or a hold longer than this is no longer one. */
  private static final int MAX_DAYS = 365;

  private static final int MAX_TEXT = 200;
  private static final int MAX_STEPS = 20;
  private static final int MAX_PAGE = 50_001;
  private static final Set<String> KINDS =
      Set.of("PERSON", "FAMILY", "COMPANY", "GROUP", "COMMUNITY");

  private final BusinessDays days;
  private final Accounts accounts;
  private final Ledger ledger;
  private final Currency currency;
  private final Clock clock;
  private final RandomGenerator random;
  private final DebtTable debts;
  private final PolicyTable policies;

  public CollectionsFeature(
      BusinessDays days,
      Accounts accounts,
      Ledger ledger,
      Currency currency,
      Clock clock,
      RandomGenerator random) {
    this.days = days;
    this.accounts = accounts;
    this.ledger = ledger;
    this.currency = currency;
    this.clock = clock;
    this.random = random;
    this.debts = new DebtTable(currency);
    this.policies = new PolicyTable(currency);
  }

  /** What goes through debts by the clock. */
  public Dunning dunning(NodeId self, Database database, Executor executor) {
    return new Dunning(
        self, database, executor, days, accounts, ledger, debts, policies, clock, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("browse-cases", BrowseCases.class, BrowseCases.Rows.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseCases.Rows(debts.browse(sql, question, days.today(sql))))));
    operations.register(
        OperationSpec.of("show-ageing", ShowAgeing.class, ShowAgeing.Picture.class, VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(debts.ageing(sql, days.today(sql)))));
    operations.register(
        OperationSpec.of("show-debt", ShowDebt.class, ShowDebt.Debt.class, VIEW)
            .answeredBy((_, question, sql) ->
                debts
                    .show(sql, question.account(), days.today(sql))
                    .map(Outcome::done)
                    .orElseGet(() -> nobody(question.account()))));
    operations.register(
        OperationSpec.of("make-promise", MakePromise.class, Done.class, WORK)
            .handledBy(this::promise));
    operations.register(
        OperationSpec.of("hold-dunning", HoldDunning.class, Done.class, WORK)
            .checkedBy(order -> filled("reason", order.reason()))
            .handledBy(this::hold));
    operations.register(
        OperationSpec.of("end-hold", EndHold.class, Done.class, WORK).handledBy(this::endHold));
    registerWriteOffs(operations);
    registerPolicies(operations);
  }

  private void registerWriteOffs(Operations operations) {
    operations.register(
        OperationSpec.of("ask-write-off", AskWriteOff.class, Done.class, WRITE_OFF)
            .checkedBy(order -> filled("reason", order.reason()))
            .handledBy(this::askWriteOff));
    operations.register(
        OperationSpec.of("decide-write-off", DecideWriteOff.class, WriteOff.class, WRITE_OFF)
            .handledBy(this::decideWriteOff));
    operations.register(
        OperationSpec.of("list-write-offs", ListWriteOffs.class, ListWriteOffs.Items.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new ListWriteOffs.Items(debts.writeOffs(sql, question)))));
  }

  private void registerPolicies(Operations operations) {
    operations.register(
        OperationSpec.of("list-policies", ListPolicies.class, ListPolicies.Items.class, VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(new ListPolicies.Items(policies.all(sql)))));
    operations.register(
        OperationSpec.of("save-policy", SavePolicy.class, ListPolicies.Items.class, POLICY)
            .checkedBy(order -> problems(order.policy()))
            .handledBy((command, tx) -> {
              PolicyTable.save(tx, command.operation().policy(), login(command), now());
              return Outcome.done(new ListPolicies.Items(policies.all(tx)));
            }));
  }

  private List<FieldError> problems(Policy policy) {
    List<FieldError> problems = new ArrayList<>();
    if (!policy.code().matches("[A-Z0-9][A-Z0-9_-]{0,19}")) {
      problems.add(
          new FieldError("code", "must be 1 to 20 capital latin letters, digits or dashes"));
    }
    problems.addAll(filled("name", policy.name()));
    if (!KINDS.containsAll(policy.kinds())) {
      problems.add(new FieldError("kinds", "must be PERSON, FAMILY, COMPANY, GROUP or COMMUNITY"));
    }
    if (!policy.minDebt().currency().equals(currency) || !policy.minDebt().isPositive()) {
      problems.add(
          new FieldError("minDebt", "must be more than zero in " + currency.getCurrencyCode()));
    }
    if (policy.steps().isEmpty() || policy.steps().size() > MAX_STEPS) {
      problems.add(new FieldError("steps", "must be 1 to " + MAX_STEPS));
    }
    if (policy.steps().stream().anyMatch(step -> !step.amount().currency().equals(currency))) {
      problems.add(new FieldError("steps", "must be in " + currency.getCurrencyCode()));
    }
    DunningDecisions.problem(policy.steps())
        .ifPresent(message -> problems.add(new FieldError("steps", message)));
    return problems;
  }

  private static List<FieldError> filled(String field, String text) {
    return text.isBlank()
        ? List.of(new FieldError(field, "must be filled in"))
        : FreeText.unfit(field, text, MAX_TEXT);
  }

  private static List<FieldError> limit(int limit) {
    return limit < 1 || limit > MAX_PAGE
        ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
        : List.of();
  }

  private Outcome<Done> promise(Command<MakePromise> command, Tx tx) {
    MakePromise order = command.operation();
    LocalDate today = days.open(tx);
    if (accounts.lock(tx, List.of(order.account())).isEmpty()) {
      return nobody(order.account());
    }
    Optional<Refusal> wrong = wrongAmount(order.amount()).or(() -> wrongDay(order.until(), today));
    if (wrong.isPresent()) {
      return Outcome.refused(wrong.get());
    }
    Money debt = debts.owed(tx, order.account(), today).orElseThrow().overdue();
    if (order.amount().compareTo(debt) > 0) {
      return Outcome.refused(Refusal.invalid("amount", "must be at most what is overdue"));
    }
    if (debts.openPromise(tx, order.account()).isPresent()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "A promise waits already: see how it ends.");
    }
    DebtTable.promise(tx, UuidV7.next(now(), random), order, debt, login(command), now());
    return Outcome.done(new Done(order.account()));
  }

  private Outcome<Done> hold(Command<HoldDunning> command, Tx tx) {
    HoldDunning order = command.operation();
    LocalDate today = days.open(tx);
    if (accounts.lock(tx, List.of(order.account())).isEmpty()) {
      return nobody(order.account());
    }
    Optional<Refusal> wrong = wrongDay(order.until(), today);
    if (wrong.isPresent()) {
      return Outcome.refused(wrong.get());
    }
    DebtTable.hold(tx, UuidV7.next(now(), random), order, login(command), now());
    return Outcome.done(new Done(order.account()));
  }

  private Outcome<Done> endHold(Command<EndHold> command, Tx tx) {
    EndHold order = command.operation();
    return DebtTable.endHold(tx, order.account(), order.hold(), login(command))
        ? Outcome.done(new Done(order.account()))
        : Outcome.refused(RefusalCode.NOT_FOUND, "There is no such hold, or not any more.");
  }

  private Outcome<Done> askWriteOff(Command<AskWriteOff> command, Tx tx) {
    AskWriteOff order = command.operation();
    Accounts.Facts account = accounts.lock(tx, List.of(order.account())).get(order.account());
    if (account == null) {
      return nobody(order.account());
    }
    Optional<Refusal> wrong = wrongAmount(order.amount());
    if (wrong.isPresent()) {
      return Outcome.refused(wrong.get());
    }
    if (order.amount().compareTo(account.balance().negated()) > 0) {
      return Outcome.refused(Refusal.invalid("amount", "must be at most what is owed"));
    }
    boolean isNew =
        DebtTable.ask(
            tx,
            UuidV7.next(now(), random),
            order.account(),
            order.amount(),
            order.reason().strip(),
            login(command),
            now());
    return isNew
        ? Outcome.done(new Done(order.account()))
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "A write-off of this account waits already.");
  }

  /** At most what is owed by then: somebody may have paid since. */
  private Outcome<WriteOff> decideWriteOff(Command<DecideWriteOff> command, Tx tx) {
    DecideWriteOff order = command.operation();
    LocalDate today = days.open(tx);
    Optional<WriteOff> asked = debts.writeOff(tx, order.id());
    if (asked.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such write-off.");
    }
    AccountNumber account = asked.get().account();
    accounts.lock(tx, List.of(account));
    Money balance = accounts.find(tx, account).orElseThrow().balance();
    // Read again: somebody may have decided before we held the account.
    WriteOff current = debts.writeOff(tx, order.id()).orElseThrow();
    Optional<Refusal> obstacle =
        DunningDecisions.obstacleToDecide(
            current.askedBy(), current.state().equals("ASKED"), login(command));
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    Money owed = balance.isNegative() ? balance.negated() : Money.zero(currency);
    Money written = current.amount().compareTo(owed) > 0 ? owed : current.amount();
    if (order.agree() && written.isPositive()) {
      write(tx, account, order.id(), written, today);
    }
    DebtTable.decide(
        tx,
        order.id(),
        order.agree() ? "WRITTEN_OFF" : "DECLINED",
        login(command),
        order.agree() ? written : Money.zero(currency),
        now());
    return Outcome.done(debts.writeOff(tx, order.id()).orElseThrow());
  }

  private void write(Tx tx, AccountNumber account, UUID id, Money amount, LocalDate today) {
    accounts.change(tx, Map.of(account, amount.minor()));
    ledger.post(
        tx,
        now(),
        today,
        List.of(
            new Posting(
                id, "write-off", Chart.BAD_DEBTS, Chart.SUBSCRIBERS, amount, account.value())));
    DebtTable.allocate(tx, account, id, amount, now());
  }

  private Optional<Refusal> wrongAmount(Money amount) {
    return amount.currency().equals(currency) && amount.isPositive()
        ? Optional.empty()
        : Optional.of(
            Refusal.invalid("amount", "must be more than zero in " + currency.getCurrencyCode()));
  }

  private static Optional<Refusal> wrongDay(LocalDate until, LocalDate today) {
    return until.isBefore(today) || until.isAfter(today.plusDays(MAX_DAYS))
        ? Optional.of(Refusal.invalid("until", "must be from today within a year"))
        : Optional.empty();
  }

  private static String login(Command<?> command) {
    return command.caller().actor().login();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static <R> Outcome<R> nobody(AccountNumber account) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".");
  }
}
