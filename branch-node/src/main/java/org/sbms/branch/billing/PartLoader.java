package org.sbms.branch.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.billing.BilledAccount.Charged;
import org.sbms.branch.billing.BilledAccount.Item;
import org.sbms.branch.billing.BilledAccount.OpenCharge;
import org.sbms.branch.billing.BilledAccount.Terms;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.pricing.Cycle;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.Money;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.text.Language;

/** Reads a part of a run: each table once for all its accounts. */
final class PartLoader {
  private final Bulk bulk;
  private final String[] accounts;
  private final LocalDate day;
  private final Pass pass;

  private PartLoader(Bulk bulk, List<String> accounts, LocalDate day, Pass pass) {
    this.bulk = bulk;
    this.accounts = accounts.toArray(String[]::new);
    this.day = day;
    this.pass = pass;
  }

  /**
   * @param locked whether nobody may change the accounts until the transaction ends; a dry run only
   *     looks
   */
  static List<BilledAccount> load(
      Bulk bulk, List<String> accounts, LocalDate day, boolean locked, Pass pass) {
    return new PartLoader(bulk, accounts, day, pass).load(locked);
  }

  private List<BilledAccount> load(boolean locked) {
    if (locked && pass == Pass.PAID_BY_ANOTHER) {
      lockPayers();
    }
    // Who pays may have changed since the account was found to be due: it waits for the next run.
    List<Head> heads =
        heads(locked).stream()
            .filter(head -> head.row.payer.equals(head.number()) == (pass == Pass.PAYS_ITSELF))
            .toList();
    Map<String, List<Item>> items = items(heads);
    Map<String, List<Period>> served = served();
    Map<String, List<OpenCharge>> open = open();
    Map<String, List<Charged>> charged = charged(heads);
    List<BilledAccount> loaded = new ArrayList<>(heads.size());
    for (Head head : heads) {
      List<OpenCharge> unbilled = open.getOrDefault(head.number(), List.of());
      // A run may be of a day before today. What was charged since then is on a later bill, but it
      // was charged: what the subscriber had is seen as it is known today.
      List<OpenCharge> waiting =
          unbilled.stream().filter(charge -> !charge.chargedOn().isAfter(day)).toList();
      List<Charged> before = new ArrayList<>(charged.getOrDefault(head.number(), List.of()));
      for (OpenCharge charge : unbilled) {
        charge
            .offer()
            .filter(_ -> isFee(charge.kind()) && charge.subscriber().isEmpty())
            .ifPresent(offer ->
                before.add(
                    new Charged(
                        offer,
                        charge.kind(),
                        charge.product(),
                        charge.days(),
                        charge.amount().minor())));
      }
      loaded.add(
          new BilledAccount(
              head.number(),
              head.row.customer,
              head.row.since,
              head.row.currency,
              head.row.balanceMinor,
              head.terms,
              items.getOrDefault(head.number(), List.of()),
              without(served.getOrDefault(head.number(), List.of()), head.terms.stoppedSince()),
              before,
              waiting,
              Map.of(
                  "customerKind", head.customerKind,
                  "plan", head.row.plan,
                  "area", head.terms.taxArea()),
              head.row.payer));
    }
    return loaded;
  }

  private static boolean isFee(ChargeKind kind) {
    return kind == ChargeKind.RECURRING || kind == ChargeKind.ONE_TIME;
  }

  private record Row(
      String number,
      UUID customer,
      LocalDate since,
      Currency currency,
      long balanceMinor,
      String plan,
      String payer) {}

  private record Head(Row row, String customerKind, Terms terms) {
    String number() {
      return row.number;
    }

    /** The first day that may matter yet: what is compared goes a year back. */
    LocalDate lookedAtFrom() {
      LocalDate billed = terms.billedUntil().orElse(LocalDate.MIN.plusYears(1));
      LocalDate changed = terms.recheckFrom().orElse(billed);
      return (changed.isBefore(billed) ? changed : billed).minusYears(1);
    }
  }

  /**
   * Together with those they pay for, in the order of their numbers, as everybody locks accounts.
   */
  private void lockPayers() {
    bulk.list(
        row -> row.getString(1),
        """
        select number from account where number in (
          select unnest(?::text[])
          union select payer_of(p.number) from account p where p.number = any(?))
        order by number for update
        """,
        accounts,
        accounts);
  }

  /** In the order of their numbers, as everybody locks accounts, then how they are billed. */
  private List<Head> heads(boolean locked) {
    String lock = locked ? " for update" : "";
    List<Row> rows =
        bulk.list(
            PartLoader::row,
            """
            select number, customer_id, since, currency, balance_minor, plan,
              case when payer = 'OWN' then number else payer_of(number) end as payer
            from account where number = any(?) order by number\
            """
                + lock,
            (Object) accounts);
    Map<String, Terms> terms = new HashMap<>();
    bulk.list(
        row -> terms.put(row.getString("account"), terms(row)),
        """
        select account, mode, cycle_months, anchor_day, cycle_since, billed_until, recheck_from,
          credit_limit_minor, tax_area, language, stopped_since
        from account_billing where account = any(?) order by account\
        """
            + lock,
        (Object) accounts);
    Map<UUID, String> kinds = kinds(rows);
    List<Head> heads = new ArrayList<>(rows.size());
    for (Row row : rows) {
      Terms found = terms.get(row.number);
      String kind = kinds.get(row.customer);
      if (found != null && kind != null) {
        heads.add(new Head(row, kind, found));
      }
    }
    return heads;
  }

  private Map<UUID, String> kinds(List<Row> rows) {
    Map<UUID, String> kinds = new HashMap<>();
    bulk.list(
        row -> kinds.put(row.getObject("id", UUID.class), row.getString("kind")),
        "select id, kind from customer where id = any(?)",
        (Object) rows.stream().map(Row::customer).distinct().toArray(UUID[]::new));
    return kinds;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("number"),
        row.getObject("customer_id", UUID.class),
        day(row, "since"),
        Currency.getInstance(row.getString("currency")),
        row.getLong("balance_minor"),
        row.getString("plan"),
        row.getString("payer"));
  }

  private static Terms terms(ResultSet row) throws SQLException {
    return new Terms(
        BillingMode.valueOf(row.getString("mode")),
        new Cycle(row.getInt("cycle_months"), row.getInt("anchor_day")),
        day(row, "cycle_since"),
        maybeDay(row, "billed_until"),
        maybeDay(row, "recheck_from"),
        row.getLong("credit_limit_minor"),
        row.getString("tax_area"),
        Language.valueOf(row.getString("language")),
        maybeDay(row, "stopped_since"));
  }

  private Map<String, List<Item>> items(List<Head> heads) {
    Map<String, Head> byNumber = new HashMap<>();
    heads.forEach(head -> byNumber.put(head.number(), head));
    Map<String, List<Item>> items = new HashMap<>();
    bulk.list(
        row -> {
          Head head = byNumber.get(row.getString("account"));
          Period days = days(row);
          if (head != null && !days.until().isBefore(head.lookedAtFrom())) {
            items
                .computeIfAbsent(head.number(), _ -> new ArrayList<>())
                .add(
                    new Item(
                        key(row, "code"),
                        row.getInt("version"),
                        days,
                        price(row, head.row.currency),
                        Optional.ofNullable(row.getString("promotion")),
                        maybeDay(row, "promotion_until")));
          }
          return days;
        },
        """
        select account, offer_kind, code, version, since, until, price_minor, promotion,
          promotion_until
        from subscription_item where account = any(?) order by account, offer_kind, since, code
        """,
        (Object) accounts);
    return items;
  }

  private static Optional<Money> price(ResultSet row, Currency currency) throws SQLException {
    long minor = row.getLong("price_minor");
    return row.wasNull() ? Optional.empty() : Optional.of(new Money(minor, currency));
  }

  private Map<String, List<Period>> served() {
    Map<String, List<Period>> served = new HashMap<>();
    bulk.list(
        row ->
            served.computeIfAbsent(row.getString("account"), _ -> new ArrayList<>()).add(days(row)),
        """
        select account, since, until from account_state_period
        where account = any(?) and state = 'ACTIVE' order by account, since
        """,
        (Object) accounts);
    Map<String, List<Period>> stops = new HashMap<>();
    bulk.list(
        row ->
            stops.computeIfAbsent(row.getString("account"), _ -> new ArrayList<>()).add(days(row)),
        "select account, since, until from account_stop where account = any(?)",
        (Object) accounts);
    stops.forEach((account, days) ->
        days.forEach(
            stop -> served.computeIfPresent(account, (_, periods) -> without(periods, stop))));
    return served;
  }

  /** An account that was stopped is not served until the day that is billed. */
  private List<Period> without(List<Period> periods, Optional<LocalDate> stoppedSince) {
    return stoppedSince
        .filter(since -> since.isBefore(day))
        .map(since -> without(periods, new Period(since, day)))
        .orElse(periods);
  }

  private static List<Period> without(List<Period> periods, Period gap) {
    List<Period> left = new ArrayList<>();
    for (Period period : periods) {
      if (period.overlap(gap).isEmpty()) {
        left.add(period);
        continue;
      }
      if (period.from().isBefore(gap.from())) {
        left.add(new Period(period.from(), gap.from()));
      }
      if (gap.until().isBefore(period.until())) {
        left.add(new Period(gap.until(), period.until()));
      }
    }
    return left;
  }

  private Map<String, List<OpenCharge>> open() {
    Map<String, List<OpenCharge>> open = new HashMap<>();
    bulk.list(
        row ->
            open.computeIfAbsent(row.getString("bill_of"), _ -> new ArrayList<>())
                .add(
                    new OpenCharge(
                        row.getObject("id", UUID.class),
                        row.getBoolean("for_another")
                            ? Optional.of(row.getString("account"))
                            : Optional.empty(),
                        ChargeKind.valueOf(row.getString("kind")),
                        Optional.ofNullable(row.getString("offer")).isPresent()
                            ? Optional.of(key(row, "offer"))
                            : Optional.empty(),
                        row.getString("product"),
                        row.getString("text"),
                        new Period(day(row, "period_from"), day(row, "period_until")),
                        day(row, "charged_on"),
                        row.getLong("quantity"),
                        row.getString("unit") == null ? "" : row.getString("unit"),
                        new Money(
                            row.getLong("amount_minor"),
                            Currency.getInstance(row.getString("currency"))),
                        row.getBoolean("booked"))),
        """
        select * from (
          select *, account as bill_of, false as for_another from charge
          where account = any(?) and payer is null and invoice_id is null
          union all
          select *, payer, true from charge
          where payer = any(?) and invoice_id is null and charged_on <= ?) c
        order by bill_of, for_another, account, charged_on,
          case when for_another then offer_kind end, case when for_another then text end, id
        """,
        accounts,
        accounts,
        day);
    return open;
  }

  /** Fees on earlier bills; only of accounts where something changed that they cover. */
  private Map<String, List<Charged>> charged(List<Head> heads) {
    String[] changed =
        heads.stream()
            .filter(head -> head.terms.recheckFrom().isPresent())
            .map(Head::number)
            .toArray(String[]::new);
    Map<String, List<Charged>> charged = new HashMap<>();
    if (changed.length == 0) {
      return charged;
    }
    Map<String, LocalDate> from = new HashMap<>();
    heads.forEach(head -> from.put(head.number(), head.lookedAtFrom()));
    bulk.list(
        row -> {
          String account = row.getString("account");
          Period days = new Period(day(row, "period_from"), day(row, "period_until"));
          if (!days.from().isBefore(from.get(account))) {
            charged
                .computeIfAbsent(account, _ -> new ArrayList<>())
                .add(
                    new Charged(
                        key(row, "offer"),
                        ChargeKind.valueOf(row.getString("kind")),
                        row.getString("product"),
                        days,
                        row.getLong("amount_minor")));
          }
          return days;
        },
        """
        select account, offer_kind, offer, kind, product, period_from, period_until, amount_minor
        from charge where account = any(?) and (invoice_id is not null or payer is not null)
          and offer is not null and kind in ('RECURRING', 'ONE_TIME') and period_from >= ?
        """,
        changed,
        heads.stream()
            .filter(head -> head.terms.recheckFrom().isPresent())
            .map(Head::lookedAtFrom)
            .min(LocalDate::compareTo)
            .orElseThrow());
    return charged;
  }

  private static OfferKey key(ResultSet row, String code) throws SQLException {
    return new OfferKey(OfferKind.valueOf(row.getString("offer_kind")), row.getString(code));
  }

  private static Period days(ResultSet row) throws SQLException {
    return new Period(day(row, "since"), maybeDay(row, "until").orElse(BilledAccount.ENDLESS));
  }

  private static LocalDate day(ResultSet row, String column) throws SQLException {
    return maybeDay(row, column)
        .orElseThrow(() -> new IllegalStateException("no day in " + column));
  }

  private static Optional<LocalDate> maybeDay(ResultSet row, String column) throws SQLException {
    @Nullable LocalDate day = row.getObject(column, LocalDate.class);
    return Optional.ofNullable(day);
  }
}
