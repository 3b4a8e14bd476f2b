package org.sbms.branch.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.seal.Seal;

/** Vouchers over a real database; after each test what is owed is what the books say. */
final class VoucherTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
  private static final Set<Permission> ALL =
      Set.of(VoucherFeature.VIEW, VoucherFeature.REDEEM, VoucherFeature.SELL, VoucherFeature.MAKE);
  private static final TwoBranches.MovedClock CLOCK = new TwoBranches.MovedClock();
  private static final Ledger LEDGER = new Ledger();
  private static TestDatabase db;
  private static VoucherFeature feature;
  private static BusinessDays days;
  private static Executor executor;
  private static int accountsOpened;

  @BeforeAll
  static void open(@TempDir Path folder) {
    db =
        TestDatabase.with(
            "operation",
            "journal",
            "outbox",
            "ledger",
            "party",
            "payment",
            "subscription",
            "day",
            VoucherFeature.MIGRATIONS);
    Operations operations = new Operations();
    days = new BusinessDays(new Journal(NW), ZONE, CLOCK);
    feature =
        new VoucherFeature(
            NW,
            rub("0.00").currency(),
            Seal.of(folder, "vouchers.key"),
            new Accounts(),
            days,
            LEDGER,
            ZONE,
            CLOCK,
            new Random(1));
    feature.register(operations);
    executor =
        new Executor(NodeId.of(NW), operations, db.database(), new Alone(), AuditLog.NONE, CLOCK);
    days.rollOver(db.database());
    db.database()
        .run(
            "insert into rate_plan values ('START', 'Start', 30000, 'RUB') on conflict do nothing");
  }

  @AfterAll
  static void close() {
    executor.close();
    db.close();
  }

  @AfterEach
  void whatIsOwedIsInTheBooks() {
    ShowVoucherAgeing.Ageing ageing = ask(new ShowVoucherAgeing());
    assertThat(-net("2040")).as("owed to holders").isEqualTo(ageing.owed().minor());
    assertThat(net("1070"))
        .as("due from buyers")
        .isEqualTo(ageing.buyers().stream().mapToLong(due -> due.due().minor()).sum());
    assertThat(-net("2010"))
        .as("balances")
        .isEqualTo(
            db.database()
                .one(
                    row -> row.getLong(0),
                    "select coalesce(sum(balance_minor), 0)::bigint from account")
                .orElseThrow());
  }

  private static final class Alone implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("vouchers ask nobody");
    }
  }

  @Test
  void aVoucherIsWorthNothingUntilItIsHandedOutAndThenItsFaceValueOnce() {
    VoucherBatch batch = made("100.00", 3);
    Map<String, String> pins = takenOut(batch);
    AccountNumber account = account();
    String serial = batch.number() + "-000002";
    String pin = pins.get(serial);
    assertThat(code(redeem(account, pin))).isEqualTo("voucher-not-redeemable");
    done(new HandOutVouchers(batch.id(), 2, 2, "D-0001"));
    assertThat(code(redeem(account, pins.get(batch.number() + "-000001"))))
        .isEqualTo("voucher-not-redeemable");
    Voucher redeemed = ((Outcome.Done<Voucher>) redeem(account, pin.replace("-", " "))).result();
    assertThat(redeemed.state()).isEqualTo(VoucherState.REDEEMED);
    assertThat(balance(account)).isEqualTo(rub("100.00"));
    assertThat(code(redeem(account, pin))).isEqualTo("voucher-not-redeemable");
    assertThat(balance(account)).isEqualTo(rub("100.00"));
  }

  @Test
  void aPinRedeemsOnceUnderAHundredParallelRequestsForDifferentAccounts() throws Exception {
    VoucherBatch batch = made("50.00", 1);
    String pin = takenOut(batch).get(batch.number() + "-000001");
    done(new HandOutVouchers(batch.id(), 1, 1, "D-0002"));
    List<AccountNumber> accounts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      accounts.add(account());
    }
    List<Outcome<Voucher>> outcomes = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome<Voucher>>> running = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        AccountNumber account = accounts.get(i % accounts.size());
        Callable<Outcome<Voucher>> one = () -> redeem(account, pin);
        running.add(people.submit(one));
      }
      for (Future<Outcome<Voucher>> one : running) {
        outcomes.add(one.get());
      }
    }
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(accounts.stream().mapToLong(account -> balance(account).minor()).sum())
        .isEqualTo(50_00);
  }

  @Test
  void pinsAreTakenOutOnceAndAreNowhereInTheDatabase() {
    VoucherBatch batch = made("10.00", 20);
    String key = key();
    TakeOutPins asked = new TakeOutPins(batch.id());
    TakeOutPins.Sealed first = ((Outcome.Done<TakeOutPins.Sealed>) run(asked, key)).result();
    TakeOutPins.Sealed again = ((Outcome.Done<TakeOutPins.Sealed>) run(asked, key)).result();
    assertThat(feature.opened(again)).isEqualTo(feature.opened(first));
    assertThat(code(run(asked, key()))).isEqualTo("pins-taken-out");
    String pin = pins(first).get(batch.number() + "-000020");
    for (String table : List.of("voucher", "voucher_batch", "operation_execution")) {
      assertThat(
              db.database()
                  .one(
                      row -> row.getLong(0),
                      "select count(*) from "
                          + table
                          + " t where strpos(t::text, $1) > 0"
                          + " or strpos(t::text, $2) > 0",
                      pin,
                      pin.replace("-", ""))
                  .orElseThrow())
          .as(table)
          .isZero();
    }
    assertThat(new RedeemVoucher(AccountNumber.of(NW, 1), pin).toString()).doesNotContain(pin);
  }

  @Test
  void whoGuessesPinsMustWait() {
    AccountNumber account = account();
    AccountNumber other = account();
    VoucherBatch batch = made("10.00", 1);
    String pin = takenOut(batch).get(batch.number() + "-000001");
    done(new HandOutVouchers(batch.id(), 1, 1, "D-0003"));
    for (int i = 0; i < Guesses.FREE_OF_ACCOUNT; i++) {
      assertThat(code(as("guesser", new RedeemVoucher(account, "1111-1111-1111-111" + i))))
          .isEqualTo("wrong-pin");
    }
    assertThat(code(as("guesser", new RedeemVoucher(account, pin))))
        .isEqualTo("too-many-wrong-pins");
    assertThat(code(as("helper", new RedeemVoucher(account, pin))))
        .isEqualTo("too-many-wrong-pins");
    for (int i = Guesses.FREE_OF_ACCOUNT; i < Guesses.FREE_OF_PERSON; i++) {
      assertThat(code(as("guesser", new RedeemVoucher(account(), "nothing"))))
          .isEqualTo("wrong-pin");
    }
    assertThat(code(as("guesser", new RedeemVoucher(other, pin)))).isEqualTo("too-many-wrong-pins");
    CLOCK.forward(Guesses.WHILE.plusSeconds(1));
    days.rollOver(db.database());
    assertThat(as("guesser", new RedeemVoucher(account, pin))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aBlockedVoucherIsNotRedeemedUntilItIsUnblocked() {
    VoucherBatch batch = made("10.00", 1);
    String serial = batch.number() + "-000001";
    String pin = takenOut(batch).get(serial);
    assertThat(code(run(new BlockVoucher(serial, "lost"), key()))).isEqualTo("state-conflict");
    done(new HandOutVouchers(batch.id(), 1, 1, "D-0004"));
    done(new BlockVoucher(serial, "lost"));
    AccountNumber account = account();
    assertThat(code(redeem(account, pin))).isEqualTo("voucher-not-redeemable");
    done(new UnblockVoucher(serial, "found"));
    assertThat(code(run(new UnblockVoucher(serial, "found"), key()))).isEqualTo("state-conflict");
    assertThat(redeem(account, pin)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatNobodyRedeemedInTimeIsIncomeAndOnlyWhatWasHandedOut() {
    VoucherBatch batch = made("10.00", 10);
    Map<String, String> pins = takenOut(batch);
    done(new HandOutVouchers(batch.id(), 1, 4, "D-0005"));
    done(new BlockVoucher(batch.number() + "-000001", "lost"));
    assertThat(redeem(account(), pins.get(batch.number() + "-000002")))
        .isInstanceOf(Outcome.Done.class);
    CLOCK.forward(Duration.between(CLOCK.instant(), batch.validUntil().atTime(23, 0).atZone(ZONE)));
    days.rollOver(db.database());
    feature.expire(db.database());
    assertThat(expired(batch)).as("its last day is not over").isZero();
    CLOCK.forward(Duration.ofHours(2));
    days.rollOver(db.database());
    assertThat(code(redeem(account(), pins.get(batch.number() + "-000003"))))
        .isEqualTo("voucher-not-redeemable");
    feature.expire(db.database());
    feature.expire(db.database());
    // Handed out 4, redeemed 1: 3 of 10.00 expire, the blocked one too; the six stored owe nothing.
    assertThat(expired(batch)).isEqualTo(30_00);
    assertThat(ask(new ShowBatch(batch.id())).counts())
        .isEqualTo(Map.of(VoucherState.EXPIRED, 9L, VoucherState.REDEEMED, 1L));
  }

  @Test
  void aSpanIsHandedOutWholeOrNotAtAllAndOnlyWithItsPinsGone() {
    VoucherBatch batch = made("10.00", 10);
    assertThat(code(run(new HandOutVouchers(batch.id(), 1, 5, "D-6"), key())))
        .isEqualTo("pins-not-taken-out");
    takenOut(batch);
    done(new HandOutVouchers(batch.id(), 3, 5, "D-6"));
    assertThat(code(run(new HandOutVouchers(batch.id(), 5, 7, "D-6"), key())))
        .isEqualTo("vouchers-not-stored");
    assertThat(code(run(new HandOutVouchers(batch.id(), 9, 11, "D-6"), key())))
        .isEqualTo("vouchers-not-stored");
    assertThat(ask(new ShowBatch(batch.id())).counts())
        .isEqualTo(Map.of(VoucherState.ACTIVE, 3L, VoucherState.STORED, 7L));
  }

  @Test
  void aBuyerPaysWhatIsDueAndNoMore() {
    VoucherBatch batch = made("10.00", 5);
    takenOut(batch);
    done(new HandOutVouchers(batch.id(), 1, 5, "D-7"));
    long bank = net("1040");
    assertThat(code(run(new PayForVouchers("D-7", rub("50.01"), "order 1"), key())))
        .isEqualTo("more-than-due");
    assertThat(done(new PayForVouchers("D-7", rub("30.00"), "order 1")).due())
        .isEqualTo(rub("20.00"));
    assertThat(net("1040")).isEqualTo(bank + 30_00);
    assertThat(code(run(new PayForVouchers("D-8", rub("1.00"), "order 2"), key())))
        .isEqualTo("more-than-due");
  }

  @Test
  void badInputIsRefusedByField() {
    LocalDate valid = LocalDate.ofInstant(CLOCK.instant(), ZONE).plusYears(1);
    Money face = rub("10.00");
    String template = "9999-9999-9999";
    VoucherKind topUp = VoucherKind.TOP_UP;
    assertThat(errors(new MakeVouchers(topUp, rub("0.00"), "", template, 1, valid)))
        .containsExactly("face");
    assertThat(errors(new MakeVouchers(topUp, Money.parse("1.00", "EUR"), "", template, 1, valid)))
        .containsExactly("face");
    assertThat(errors(new MakeVouchers(topUp, face, "", template, 10_001, valid)))
        .containsExactly("pieces");
    assertThat(errors(new MakeVouchers(topUp, face, "", "9999999999", 2_000, valid)))
        .containsExactly("pinTemplate");
    assertThat(errors(new MakeVouchers(topUp, face, "", "12", 1, valid)))
        .containsExactly("pinTemplate");
    assertThat(errors(new MakeVouchers(topUp, face, "", template, 1, valid.minusYears(1))))
        .containsExactly("validUntil");
    assertThat(errors(new MakeVouchers(topUp, face, "NEWS", template, 1, valid)))
        .containsExactly("offer");
    assertThat(errors(new MakeVouchers(VoucherKind.CHANNEL, face, " ", template, 1, valid)))
        .containsExactly("offer");
    assertThat(errors(new RedeemVoucher(AccountNumber.of(new BranchCode("SO"), 1), "1")))
        .containsExactly("account");
    assertThat(errors(new HandOutVouchers(UUID.randomUUID(), 0, 20_000, "")))
        .containsExactlyInAnyOrder("buyer", "first", "last");
    assertThat(code(redeem(AccountNumber.of(NW, 9_999), "1"))).isEqualTo("wrong-pin");
  }

  private static long expired(VoucherBatch batch) {
    return db.database()
        .one(
            row -> row.getLong(0),
            """
            select coalesce(sum(amount_minor), 0)::bigint from ledger_posting
            where debit = '2040' and credit = '4070' and subject = $1
            """,
            batch.number())
        .orElseThrow();
  }

  private static VoucherBatch made(String face, int pieces) {
    return done(
        new MakeVouchers(
            VoucherKind.TOP_UP,
            rub(face),
            "",
            "9999-9999-9999-9999",
            pieces,
            LocalDate.ofInstant(CLOCK.instant(), ZONE).plusDays(30)));
  }

  private static Map<String, String> takenOut(VoucherBatch batch) {
    return pins(done(new TakeOutPins(batch.id())));
  }

  private static Map<String, String> pins(TakeOutPins.Sealed sealed) {
    Map<String, String> pins = new TreeMap<>();
    new String(feature.opened(sealed), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(cells -> pins.put(cells[0], cells[1]));
    return pins;
  }

  private static AccountNumber account() {
    int serial = ++accountsOpened;
    AccountNumber number = AccountNumber.of(NW, serial);
    UUID customer = new UUID(1, serial);
    db.database()
        .run("insert into customer values ($1, 'PERSON', 'N', 'A', 'P', 'E', now())", customer);
    db.database()
        .run(
            """
            insert into account (number, customer_id, name, state, since, plan, currency)
            values ($1, $2, 'N', 'ACTIVE', $3, 'START', 'RUB')
            """,
            number.value(),
            customer,
            LocalDate.of(2024, 1, 1));
    return number;
  }

  private static Money balance(AccountNumber account) {
    return new Accounts().find(db.database(), account).orElseThrow().balance();
  }

  private static long net(String code) {
    return LEDGER.trialBalance(db.database(), CLOCK.instant().plusSeconds(1)).stream()
        .filter(line -> line.code().equals(code))
        .mapToLong(line -> line.debitMinor() - line.creditMinor())
        .sum();
  }

  private static Outcome<Voucher> redeem(AccountNumber account, String pin) {
    return as("clerk" + UUID.randomUUID(), new RedeemVoucher(account, pin));
  }

  private static <R> Outcome<R> as(String login, Operation<R> operation) {
    NodeId self = NodeId.of(NW);
    return executor.run(
        new Caller(new Actor(self, login, "clerk"), self, ALL), Request.command(operation, key()));
  }

  private static <R> Outcome<R> run(Operation<R> operation, String key) {
    NodeId self = NodeId.of(NW);
    return executor.run(
        new Caller(new Actor(self, "manager", "manager"), self, ALL),
        new Request<>(operation, key));
  }

  private static <R> R done(Operation<R> operation) {
    Outcome<R> outcome = run(operation, key());
    assertThat(outcome).as("%s", operation).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private static <R> R ask(Operation<R> question) {
    return ((Outcome.Done<R>) run(question, "")).result();
  }

  private static String code(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().code().code();
  }

  private static List<String> errors(Operation<?> operation) {
    return ((Outcome.Refused<?>) run(operation, key()))
        .refusal().errors().stream().map(error -> error.field()).toList();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
