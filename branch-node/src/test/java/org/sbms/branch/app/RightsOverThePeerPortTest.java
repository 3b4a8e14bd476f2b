package org.sbms.branch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.CollectPayment;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.payment.ReturnCollected;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.ChargeUsage;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SubscriberHistory;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;

/**
 * Every operation by which another branch changes something here, sent over the real peer port
 * between two whole branches: what home's rules forbid is refused by home with nothing done, and
 * what is allowed leaves an audit record at both ends with the person and the branch. An operation
 * that is opened to other branches and stands in no row fails the first test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RightsOverThePeerPortTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String HEADER =
      "home,operation,origin,role,currency,allowed,max_amount,branch_day_total,person_day_total,"
          + "effective_from,effective_to\n";
  private static final AccountNumber ACCOUNT = AccountNumber.of(SO, 1);
  private static final Actor ANNA = new Actor(NodeId.of(NW), "anna", "everything");
  private static final UUID PAID = new UUID(1, 1);

  /** Who may stop it. */
  private enum Under {
    /** Home's rules for other branches, before anything is done. */
    RULES,
    /** Nobody on the way: it follows from what has happened, and home's word is in the answer. */
    ITS_ANSWER,
    /** No branch may ask for it, whatever the rules say. */
    CENTRAL_ONLY
  }

  /**
   * @param allowed what comes of it where nothing forbids it: done with the state in the answer, or
   *     the code of a refusal by the facts
   * @param forbidden the same under a rule that forbids everything to everybody
   */
  private record Row(
      String name, Under under, Operation<?> operation, String allowed, String forbidden) {

    static Row ruled(String name, Operation<?> operation, String allowed) {
      return new Row(name, Under.RULES, operation, allowed, "not-allowed-here");
    }

    static Row answered(String name, Operation<?> operation, String state, String underRules) {
      return new Row(name, Under.ITS_ANSWER, operation, "done " + state, "done " + underRules);
    }

    static Row central(String name, Operation<?> operation) {
      return new Row(name, Under.CENTRAL_ONLY, operation, "forbidden", "forbidden");
    }
  }

  private static final List<Row> AT_THE_DESK =
      List.of(
          Row.ruled(
              "register-subscriber",
              new RegisterSubscriber(
                  SO,
                  new PersonalData(
                      PersonalData.CustomerKind.PERSON,
                      "Vera Petrova",
                      "Sochi, Lenina 1",
                      "+79180000001",
                      "vera@example.org",
                      Optional.empty()),
                  "START",
                  List.of(),
                  List.of()),
              "done"),
          Row.ruled(
              "change-personal-data",
              new ChangePersonalData(
                  ACCOUNT,
                  Optional.of("Another Name"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              "done"),
          Row.ruled(
              "change-plan", new ChangePlan(ACCOUNT, "BIG", Optional.empty()), "done CHANGED"),
          Row.ruled(
              "add-service", new AddService(ACCOUNT, "SPORT", Optional.empty()), "done CHANGED"),
          Row.ruled(
              "remove-service",
              new RemoveService(ACCOUNT, "SPORT", Optional.empty()),
              "done CHANGED"),
          Row.ruled(
              "set-own-price",
              new SetOwnPrice(
                  ACCOUNT,
                  Subscribed.OfferKind.PLAN,
                  "BIG",
                  Optional.of(rub("1.00")),
                  Optional.empty(),
                  "agreed"),
              "done"),
          Row.ruled("give-promotion", new GivePromotion(ACCOUNT, "NONE"), "invalid"),
          Row.ruled(
              "withdraw-planned-change",
              new WithdrawPlannedChange(ACCOUNT, SubscriberHistory.Kind.PLAN, "BIG"),
              "state-conflict"),
          Row.ruled(
              "suspend-subscriber",
              new SuspendSubscriber(ACCOUNT, "no-payment", "", Optional.empty()),
              "done CHANGED"),
          Row.ruled(
              "resume-subscriber",
              new ResumeSubscriber(ACCOUNT, "paid", "", Optional.empty()),
              "done CHANGED"),
          Row.ruled(
              "correct-past",
              new CorrectPast(
                  ACCOUNT, CorrectPast.What.SUSPENDED, "", LocalDate.of(2024, 2, 1), "mistake"),
              "invalid"),
          Row.ruled(
              "charge-usage-at-home",
              new ChargeUsage(
                  SO, "r-1", "content", "79180000099", 1, Optional.empty(), Map.of(), false),
              "invalid"));

  /** What the outbox brings; each set of ids happens once. */
  private static List<Row> brought(long ids) {
    UUID paid = new UUID(ids, 1);
    UUID refunded = new UUID(ids, 2);
    UUID sold = new UUID(ids, 3);
    GoodsOrder order =
        new GoodsOrder(
            ACCOUNT,
            new GoodsItem(EquipmentKind.SET_TOP_BOX, "HD-2000", "9100010000000" + ids),
            Optional.empty(),
            new GoodsPrice(rub("10.00"), rub("0.00"), rub("0.00"), rub("0.00")));
    return List.of(
        Row.answered(
            "credit-subscriber",
            new CreditSubscriber(
                paid, 1, ACCOUNT, rub("5000.00"), PaymentMethod.CASH, Instant.EPOCH, ANNA),
            "POSTED",
            "POSTED"),
        Row.answered(
            "debit-subscriber",
            new DebitSubscriber(refunded, 2, ACCOUNT, rub("1.00"), "overpaid", ANNA),
            "GRANTED",
            "DECLINED"),
        Row.answered(
            "cancel-debit",
            new CancelDebit(refunded, 3, ACCOUNT, rub("1.00"), "mistyped", ANNA),
            "RETURNED",
            "DECLINED"),
        Row.answered(
            "cancel-credit",
            new CancelCredit(paid, 4, ACCOUNT, rub("5000.00"), "mistyped", ANNA),
            "REVERSED",
            "REVERSED"),
        Row.answered(
            "charge-goods",
            new ChargeGoods(sold, 5, order, Instant.EPOCH, ANNA),
            "CHARGED",
            "REFUSED"),
        Row.answered(
            "cancel-goods",
            new CancelGoods(sold, 6, order, "mistyped", ANNA),
            "REVERSED",
            "REFUSED"));
  }

  private static final Row LAST =
      Row.ruled(
          "terminate-subscriber",
          new TerminateSubscriber(ACCOUNT, "moved-away", "", Optional.empty()),
          "done CHANGED");

  private static final List<Row> OF_CENTRAL =
      List.of(
          Row.central("collect-payment", new CollectPayment(SO, ACCOUNT, rub("1.00"), "x")),
          Row.central("return-collected", new ReturnCollected(SO, PAID, "x")),
          Row.central(
              "post-settlement",
              new PostSettlement(SO, "w", PostSettlement.Stage.AGREED, List.of())),
          Row.central(
              "correct-mismatch",
              new CorrectMismatch(
                  SO,
                  PAID,
                  CorrectionAction.values()[0],
                  NW,
                  PAID,
                  ACCOUNT.value(),
                  rub("1.00"),
                  null,
                  "a",
                  "b")),
          Row.central("notify-mismatches", new NotifyMismatches(SO, List.of())));

  /** In an order in which each finds what it needs. */
  private static final List<Row> ROWS =
      Stream.of(AT_THE_DESK, brought(1), List.of(LAST), OF_CENTRAL).flatMap(List::stream).toList();

  @TempDir static Path folder;
  private static WholeBranch nw;
  private static WholeBranch so;
  private static Set<Permission> everything;

  @BeforeAll
  static void open() {
    List<WholeBranch> both = WholeBranch.of(folder, NW, SO);
    nw = both.get(0);
    so = both.get(1);
    everything =
        so.executor().operations().all().stream()
            .map(OperationSpec::permission)
            .collect(Collectors.toSet());
    seed();
    both.forEach(WholeBranch::start);
  }

  @AfterAll
  static void close() {
    nw.close();
    so.close();
  }

  private static void seed() {
    var database = so.test.database();
    database.run("insert into access_role values ('everything', 'All')");
    database.run(
        "insert into access_role_permission select 'everything', unnest($1::text[])",
        (Object) everything.stream().map(Permission::code).toArray(String[]::new));
    database.run(
        """
        insert into rate_plan values ('START', 'Start', 30000, 'RUB'), ('BIG', 'Big', 90000, 'RUB')
        """);
    database.run("insert into service_offer values ('SPORT', 'Sport', 29900, 'RUB')");
    UUID customer = new UUID(7, 7);
    database.run("insert into customer values ($1, 'PERSON', 'N', 'A', 'P', 'E', now())", customer);
    database.run(
        """
        insert into account (number, customer_id, name, state, since, plan, currency)
        values ($1, $2, 'N', 'ACTIVE', $3, 'START', 'RUB')
        """,
        ACCOUNT.value(),
        customer,
        LocalDate.of(2024, 1, 1));
  }

  @Test
  @Order(1)
  void everyOperationThatChangesSomethingHereForAnotherBranchHasARow() {
    Set<String> open =
        so.executor().operations().all().stream()
            .filter(OperationSpec::openToPeers)
            .filter(spec -> !(spec.work() instanceof OperationSpec.Work.Elsewhere<?, ?>))
            .filter(spec -> !spec.isQuery() || spec.stakes().isPresent())
            .map(OperationSpec::name)
            .collect(Collectors.toSet());
    assertThat(ROWS.stream().map(Row::name).collect(Collectors.toSet())).isEqualTo(open);
  }

  @Test
  @Order(1)
  void everyOperationThatMayWaitForASecondPersonHasAName() throws IOException {
    Properties words = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            ClassLoader.getSystemResourceAsStream("messages/approval_en.properties"))) {
      words.load(in);
    }
    assertThat(
            so.executor().operations().all().stream()
                .filter(spec -> spec.stakes().isPresent())
                .map(spec -> "approval.operation." + spec.name()))
        .isNotEmpty()
        .allMatch(words::containsKey);
  }

  @TestFactory
  @Order(2)
  List<DynamicTest> whatHomeForbidsIsRefusedByHomeAndNothingIsDone() {
    so.publish("peer-rules", HEADER + "SO,*,*,*,RUB,false,,,,2026-01-01,");
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      if (row.under() == Under.RULES || row.under() == Under.CENTRAL_ONLY) {
        tests.add(
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  Map<String, Long> before = contents();
                  assertThat(sent(row)).isEqualTo(row.forbidden());
                  assertThat(changedSince(before)).isEmpty();
                }));
      }
    }
    return tests;
  }

  @TestFactory
  @Order(3)
  List<DynamicTest> whatIsAboveHomesRuleIsRefusedByHomeAndNothingIsDone() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      if (row.under() == Under.RULES
          && so.executor().operations().named(row.name()).orElseThrow().stakes().isPresent()) {
        tests.add(
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  so.publish("peer-rules", HEADER + "SO,*,*,*,RUB,true,0.01,,,2026-01-01,");
                  Map<String, Long> before = contents();
                  assertThat(sent(row)).isEqualTo("limit-exceeded");
                  assertThat(changedSince(before)).isEmpty();
                }));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  /** Tables that say something else now. */
  private static List<String> changedSince(Map<String, Long> before) {
    Map<String, Long> now = contents();
    return now.keySet().stream()
        .filter(table -> !now.get(table).equals(before.get(table)))
        .toList();
  }

  /** Of all tables but those that keep refusals and those that jobs write by the clock. */
  private static Map<String, Long> contents() {
    Map<String, Long> contents = new TreeMap<>();
    List<String> tables =
        so.test
            .database()
            .list(
                row -> row.getString(0),
                """
                select tablename from pg_tables where schemaname = 'public'
                  and tablename not like 'audit%' and tablename not like 'reference%'
                  and tablename not in ('operation_execution', 'flyway_schema_history',
                    'allocation_state')
                """);
    for (String table : tables) {
      contents.put(
          table,
          so.test
              .database()
              .one(
                  row -> row.getLong(0),
                  "select coalesce(sum(hashtextextended(t::text, 0) % 1000000007), 0)::bigint from "
                      + table
                      + " as t")
              .orElseThrow());
    }
    return contents;
  }

  /** Sent by Anna of NW; what came of it stands in both audit logs. */
  private static String sent(Row row) {
    return sent(row.name(), row.operation());
  }

  private static <R> String sent(String name, Operation<R> operation) {
    String key = UUID.randomUUID().toString();
    Executor executor = nw.executor();
    Caller anna = new Caller(ANNA, NodeId.of(NW), everything);
    String said =
        switch (executor.run(anna, Request.command(operation, key))) {
          case Outcome.Done<R>(R result) ->
              ("done " + Json.tree(result).path("state").asText("")).strip();
          case Outcome.Refused<R>(var refusal) -> refusal.code().code();
          case Outcome.Unknown<R>(String why) -> "unknown: " + why;
        };
    String outcome = said.startsWith("done") ? "done" : said;
    String record = "%s anna everything %s".formatted(NW, outcome);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(audit(so, name, key)).contains(record + " via NW");
          assertThat(audit(nw, name, key)).contains(record + " via NW");
        });
    return said;
  }

  private static List<String> audit(WholeBranch branch, String operation, String key) {
    return branch
        .test
        .database()
        .list(
            row -> row.getString(0),
            """
            select actor_node || ' ' || actor_login || ' ' || actor_role || ' ' || outcome
              || ' via ' || via
            from audit_record where operation = $1 and key = $2
            """,
            operation,
            key);
  }

  @TestFactory
  @Order(4)
  List<DynamicTest> whatFollowsFromWhatHasHappenedIsNeverStoppedOnTheWay() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : brought(2)) {
      tests.add(
          DynamicTest.dynamicTest(
              row.name(),
              () -> {
                so.publish("peer-rules", HEADER + "SO,*,*,*,RUB,false,,,,2026-01-01,");
                assertThat(sent(row)).isEqualTo(row.forbidden());
              }));
    }
    return tests;
  }

  @TestFactory
  @Order(5)
  List<DynamicTest> whatIsAllowedIsDoneAndAuditedAtBothEnds() {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(DynamicTest.dynamicTest("no rules", () -> so.publish("peer-rules", HEADER.strip())));
    for (Row row : ROWS) {
      tests.add(
          DynamicTest.dynamicTest(
              row.name(), () -> assertThat(sent(row)).isEqualTo(row.allowed())));
    }
    return tests;
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
