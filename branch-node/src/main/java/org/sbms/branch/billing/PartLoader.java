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
            .filter(head ->
                head.payer.equals(head.number) == (pass == Pass.PAYS_ITSELF))
            .toList();
    Map<String, List<Item>> items = items();
    Map<String, List<Period>> served = served();
    Map<String, List<OpenCharge>> open = open();
    Map<String, List<Charged>> charged = charged(heads);
    List<BilledAccount> loaded = new ArrayList<>(heads.size());
    for (Head head : heads) {
      List<OpenCharge> waiting = open.getOrDefault(head.number, List.of());
      List<Charged> before = new ArrayList<>(charged.getOrDefault(head.number, List.of()));
      for (OpenCharge charge : waiting) {
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
              head.number,
              head.customer,
              head.since,
              head.currency,
              head.balanceMinor,
              head.terms,
              items.getOrDefault(head.number, List.of()),
              without(served.getOrDefault(head.number, List.of()), head.terms.stoppedSince()),
              before,
              waiting,
              Map.of(
                  "customerKind", head.customerKind,
                  "plan", head.plan,
                  "area", head.terms.taxArea()),
              head.payer));
    }
    return loaded;
  }

  private static boolean isFee(ChargeKind kind) {
    return kind == ChargeKind.RECURRING || kind == ChargeKind.ONE_TIME;
  }

  private record Head(
      String number,
      UUID customer,
      LocalDate since,
      Currency currency,
      long balanceMinor,
      String customerKind,
      String plan,
      String payer,
      Terms terms) {}

  /** Together with those they pay for, in the order of their numbers, as everybody locks accounts. */
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

  /** In the order of their numbers, as everybody locks accounts. */
  private List<Head> heads(boolean locked) {
    return bulk.list(
        PartLoader::head,
        """
        select a.number, a.customer_id, a.since, a.currency, a.balance_minor, c.kind, a.plan,
          case when a.payer = 'OWN' then a.number else payer_of(a.number) end as payer, b.mode,
          b.cycle_months, b.anchor_day, b.cycle_since, b.billed_until, b.recheck_from,
          b.credit_limit_minor, b.tax_area, b.language, b.stopped_since
        from account a join account_billing b on b.account = a.number
        join customer c on c.id = a.customer_id
        where a.number = any(?) order by a.number
        """
            + (locked ? "for update of a, b" : ""),
        (Object) accounts);
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getString("number"),
        row.getObject("customer_id", UUID.class),
        day(row, "since"),
        Currency.getInstance(row.getString("currency")),
        row.getLong("balance_minor"),
        row.getString("kind"),
        row.getString("plan"),
        row.getString("payer"),
        new Terms(
            BillingMode.valueOf(row.getString("mode")),
            new Cycle(row.getInt("cycle_months"), row.getInt("anchor_day")),
            day(row, "cycle_since"),
            maybeDay(row, "billed_until"),
            maybeDay(row, "recheck_from"),
            row.getLong("credit_limit_minor"),
            row.getString("tax_area"),
            Language.valueOf(row.getString("language")),
            maybeDay(row, "stopped_since")));
  }

  private Map<String, List<Item>> items() {
    Map<String, List<Item>> items = new HashMap<>();
    bulk.list(
        row ->
            items
                .computeIfAbsent(row.getString("account"), _ -> new ArrayList<>())
                .add(
                    new Item(
                        key(row, "code"),
                        row.getInt("version"),
                        days(row),
                        price(row),
                        Optional.ofNullable(row.getString("promotion")),
                        maybeDay(row, "promotion_until"))),
        """
        select i.*, a.currency from subscription_item i
        join account_billing b on b.account = i.account
        join account a on a.number = i.account
        where i.account = any(?) and (i.until is null
          or i.until >= least(b.billed_until, b.recheck_from) - interval '1 year'
          or b.billed_until is null)
        order by i.account, i.offer_kind, i.since, i.code
        """,
        (Object) accounts);
    return items;
  }

  private static Optional<Money> price(ResultSet row) throws SQLException {
    long minor = row.getLong("price_minor");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Money(minor, Currency.getInstance(row.getString("currency"))));
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
          where account = any(?) and payer is null and invoice_id is null and charged_on <= ?
          union all
          select *, payer, true from charge
          where payer = any(?) and invoice_id is null and charged_on <= ?) c
        order by bill_of, for_another, account, charged_on,
          case when for_another then offer_kind end, case when for_another then text end, id
        """,
        accounts,
        day,
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
    bulk.list(
        row ->
            charged
                .computeIfAbsent(row.getString("account"), _ -> new ArrayList<>())
                .add(
                    new Charged(
                        key(row, "offer"),
                        ChargeKind.valueOf(row.getString("kind")),
                        row.getString("product"),
                        new Period(day(row, "period_from"), day(row, "period_until")),
                        row.getLong("amount_minor"))),
        """
        select c.account, c.offer_kind, c.offer, c.kind, c.product, c.period_from, c.period_until,
          c.amount_minor
        from charge c join account_billing b on b.account = c.account
        where c.account = any(?) and (c.invoice_id is not null or c.payer is not null)
          and c.offer is not null
          and c.kind in ('RECURRING', 'ONE_TIME')
          and c.period_from >= b.recheck_from - interval '1 year'
        """,
        (Object) changed);
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
