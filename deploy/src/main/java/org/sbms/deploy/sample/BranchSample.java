package org.sbms.deploy.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.BranchCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.deploy.sample.SampleSubscriber.Charge;
import org.sbms.deploy.sample.SampleSubscriber.Receipt;
import org.sbms.kit.ledger.LedgerAccount;

/** Loads a branch's subscribers with their histories, books and all, in one transaction. */
final class BranchSample {
  private static final LocalTime CHARGED_AT = LocalTime.of(3, 0);

  private final BranchCode branch;
  private final ZoneId zone;
  private final CopyRows customers =
      new CopyRows("customer (id, kind, name, address, phone, email, created_at)");
  private final CopyRows accounts =
      new CopyRows(
          "account (number, customer_id, name, state, since, plan, currency, balance_minor)");
  private final CopyRows identifiers = new CopyRows("identifier (kind, value, account)");
  private final CopyRows services = new CopyRows("account_service (account, service, since)");
  private final CopyRows items =
      new CopyRows(
          "subscription_item (account, offer_kind, code, version, since, until, ended_reason)");
  private final CopyRows states =
      new CopyRows("account_state_period (account, state, since, until)");
  private final List<Booked> postings = new ArrayList<>();
  private final CopyRows payments =
      new CopyRows(
          "payment (id, receipt, account, home, amount_minor, currency, method, reference, state,"
              + " confirmed, accepted_at, accepted_by, changed_at, origin_number, settlement_day)");
  private int receipts;

  /** A row of the ledger before it is sent; books are written in the order of time. */
  private record Booked(Instant at, Object... columns) {}

  private BranchSample(BranchCode branch, ZoneId zone) {
    this.branch = branch;
    this.zone = zone;
  }

  static void load(Connection connection, BranchCode branch, ZoneId zone, LocalDate today)
      throws SQLException {
    BranchSample sample = new BranchSample(branch, zone);
    List<SampleSubscriber> subscribers =
        SampleSubscribers.of(branch, today, SampleSubscribers.A_BRANCH);
    subscribers.forEach(sample::add);
    sample.addPayments(subscribers);
    offers("rate_plan", Tariffs.PLANS).send(connection);
    offers("service_offer", Tariffs.SERVICES).send(connection);
    CatalogSample.load(connection, today);
    sample.send(connection);
    StockSample.load(connection, branch, zone, today, subscribers);
  }

  private static CopyRows offers(String table, List<Tariffs.Offer> offers) {
    CopyRows rows = new CopyRows(table + " (code, name, monthly_fee_minor, currency)");
    offers.forEach(
        offer -> rows.add(offer.code(), offer.name(), offer.monthlyFeeMinor(), Tariffs.CURRENCY));
    return rows;
  }

  private void send(Connection connection) throws SQLException {
    for (CopyRows rows :
        List.of(
            customers,
            accounts,
            identifiers,
            services,
            items,
            states,
            chart(),
            ledger(),
            payments)) {
      rows.send(connection);
    }
    try (var statement = connection.prepareStatement("select setval('receipt_number', ?)")) {
      statement.setInt(1, receipts);
      statement.execute();
    }
  }

  private CopyRows ledger() {
    CopyRows rows =
        new CopyRows(
            "ledger_posting (transaction_id, kind, debit, credit, amount_minor, currency, subject,"
                + " booked_at, value_date)");
    postings.stream()
        .sorted(Comparator.comparing(Booked::at))
        .forEachOrdered(posting -> rows.add(posting.columns()));
    return rows;
  }

  private static CopyRows chart() {
    CopyRows rows = new CopyRows("ledger_account (code, name)");
    for (LedgerAccount account :
        List.of(Chart.CASH, Chart.CARDS, Chart.PAYMENT_SYSTEMS, Chart.SUBSCRIBERS, Chart.REVENUE)) {
      rows.add(account.code(), account.name());
    }
    return rows;
  }

  private void add(SampleSubscriber subscriber) {
    String account = subscriber.account().value();
    customers.add(
        subscriber.customerId(),
        subscriber.company() ? "COMPANY" : "PERSON",
        subscriber.name(),
        subscriber.address(),
        subscriber.contactPhone(),
        subscriber.email(),
        instant(subscriber.since(), CHARGED_AT));
    accounts.add(
        account,
        subscriber.customerId(),
        subscriber.name(),
        subscriber.state(),
        subscriber.since(),
        subscriber.plan().code(),
        Tariffs.CURRENCY,
        subscriber.balanceMinor());
    subscriber
        .identifiers()
        .forEach(identifier -> identifiers.add(identifier.kind(), identifier.value(), account));
    subscriber
        .services()
        .forEach(service -> services.add(account, service.code(), subscriber.since()));
    addHistory(subscriber);
    subscriber.charges().forEach(charge -> add(account, charge));
  }

  private void addHistory(SampleSubscriber subscriber) {
    String account = subscriber.account().value();
    Optional<LocalDate> left = subscriber.leftActiveOn();
    if (left.isPresent()) {
      states.add(account, "ACTIVE", subscriber.since(), left.get());
    }
    states.add(account, subscriber.state(), left.orElse(subscriber.since()), null);
    boolean ended = subscriber.state() == SubscriberState.TERMINATED;
    if (ended && left.isEmpty()) {
      return;
    }
    @Nullable LocalDate until = ended ? left.orElseThrow() : null;
    @Nullable String reason = ended ? "TERMINATED" : null;
    items.add(account, "PLAN", subscriber.plan().code(), 1, subscriber.since(), until, reason);
    for (Tariffs.Offer service : subscriber.services()) {
      items.add(account, "SERVICE", service.code(), 1, subscriber.since(), until, reason);
    }
  }

  private void add(String account, Charge charge) {
    post(
        charge.id(),
        "monthly-charge",
        Chart.SUBSCRIBERS,
        Chart.REVENUE,
        charge.amountMinor(),
        account,
        instant(charge.day(), CHARGED_AT),
        charge.day());
  }

  /** In the order they were taken, so that receipt numbers rise with time. */
  private void addPayments(List<SampleSubscriber> subscribers) {
    record Taken(String account, Receipt receipt) {}
    subscribers.stream()
        .flatMap(subscriber ->
            subscriber.receipts().stream()
                .map(receipt -> new Taken(subscriber.account().value(), receipt)))
        .sorted(
            Comparator.comparing((Taken taken) -> taken.receipt().day())
                .thenComparing(taken -> taken.receipt().secondOfDay())
                .thenComparing(Taken::account))
        .forEachOrdered(taken -> add(taken.account(), taken.receipt()));
  }

  private void add(String account, Receipt receipt) {
    receipts++;
    Instant at = instant(receipt.day(), LocalTime.ofSecondOfDay(receipt.secondOfDay()));
    payments.add(
        receipt.id(),
        "%s-%02d-%08d".formatted(branch, receipt.day().getYear() % 100, receipts),
        account,
        branch,
        receipt.amountMinor(),
        Tariffs.CURRENCY,
        receipt.method(),
        "",
        "POSTED",
        true,
        at,
        receipt.by(),
        at,
        0,
        receipt.day());
    post(
        receipt.id(),
        "payment",
        Chart.takenBy(PaymentMethod.valueOf(receipt.method())),
        Chart.SUBSCRIBERS,
        receipt.amountMinor(),
        account,
        at,
        receipt.day());
  }

  private void post(
      UUID id,
      String kind,
      LedgerAccount debit,
      LedgerAccount credit,
      long amountMinor,
      String account,
      Instant at,
      LocalDate day) {
    postings.add(
        new Booked(
            at,
            id,
            kind,
            debit.code(),
            credit.code(),
            amountMinor,
            Tariffs.CURRENCY,
            account,
            at,
            day));
  }

  private Instant instant(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant();
  }
}
