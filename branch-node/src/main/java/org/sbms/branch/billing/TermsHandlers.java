package org.sbms.branch.billing;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.text.Language;

/** How accounts are billed, and how this branch's invoices look. */
final class TermsHandlers {
  private static final Set<Integer> CYCLES = Set.of(1, 2, 3, 6, 12);
  private static final Pattern AREA = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
  private static final Pattern LOOK = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");
  private static final int MAX_TEMPLATES = 1_000;
  private static final int MAX_LOGO = 60;
  private static final int MAX_TEXT = 1_000;
  private static final int MAX_NAME = 200;
  private static final int MAX_TERM_DAYS = 365;

  private final Accounts accounts;
  private final BusinessDays days;
  private final Currency currency;
  private final Clock clock;

  TermsHandlers(Accounts accounts, BusinessDays days, Currency currency, Clock clock) {
    this.accounts = accounts;
    this.days = days;
    this.currency = currency;
    this.clock = clock;
  }

  Outcome<AccountTerms> show(AccountNumber account, Sql sql) {
    return terms(sql, account).map(Outcome::done).orElseGet(() -> unknown(account));
  }

  /** An account that nobody said anything about is billed as the branch's settings say. */
  private static Optional<AccountTerms> terms(Sql sql, AccountNumber account) {
    return sql.one(
        TermsHandlers::toTerms,
        """
        select a.number, a.currency, coalesce(b.mode, s.mode) as mode,
          coalesce(b.cycle_months, 1) as cycle_months, coalesce(b.anchor_day, 1) as anchor_day,
          coalesce(b.credit_limit_minor, 0) as credit_limit_minor,
          coalesce(b.tax_area, s.tax_area) as tax_area,
          coalesce(b.language, s.language) as language, b.billed_until, b.stopped_since,
          coalesce(b.delivery, s.bill_delivery) as delivery
        from account a cross join billing_settings s
        left join account_billing b on b.account = a.number
        where a.number = $1
        """,
        account.value());
  }

  private static AccountTerms toTerms(Row row) {
    return new AccountTerms(
        row.getString("number"),
        BillingMode.valueOf(row.getString("mode")),
        row.getInteger("cycle_months"),
        row.getInteger("anchor_day"),
        Money.ofMinor(row.getLong("credit_limit_minor"), row.getString("currency")),
        row.getString("tax_area"),
        Language.valueOf(row.getString("language")),
        Optional.ofNullable(row.getLocalDate("billed_until")),
        Optional.ofNullable(row.getLocalDate("stopped_since")),
        Arrays.stream(row.getArrayOfStrings("delivery")).map(DeliveryWay::valueOf).toList());
  }

  List<FieldError> problems(ChangeAccountTerms order) {
    List<FieldError> problems = new ArrayList<>();
    if (!CYCLES.contains(order.cycleMonths())) {
      problems.add(new FieldError("cycleMonths", "must be 1, 2, 3, 6 or 12"));
    }
    if (order.anchorDay() < 1 || order.anchorDay() > 31) {
      problems.add(new FieldError("anchorDay", "must be a day from 1 to 31"));
    }
    if (!order.creditLimit().currency().equals(currency)) {
      problems.add(new FieldError("creditLimit", "must be in " + currency + " at this branch"));
    } else if (order.creditLimit().isNegative()) {
      problems.add(new FieldError("creditLimit", "must not be below zero"));
    }
    area(problems, order.taxArea());
    return problems;
  }

  private static void area(List<FieldError> problems, String area) {
    if (!AREA.matcher(area).matches()) {
      problems.add(new FieldError("taxArea", "must be an area such as RU or RU-SPE"));
    }
  }

  /**
   * A new cycle begins where bills end; what is charged beyond that, a year's fee, would be charged
   * again by another cycle.
   */
  Outcome<AccountTerms> change(Command<ChangeAccountTerms> command, Tx tx) {
    ChangeAccountTerms order = command.operation();
    LocalDate today = days.open(tx);
    if (accounts.lock(tx, List.of(order.account())).isEmpty()) {
      return unknown(order.account());
    }
    BillRuns.giveTerms(tx, today);
    AccountTerms before = terms(tx, order.account()).orElseThrow();
    boolean otherCycle =
        before.cycleMonths() != order.cycleMonths() || before.anchorDay() != order.anchorDay();
    if (otherCycle && before.billedUntil().isPresent() && isChargedBeyond(tx, before)) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "A fee is charged beyond the last bill; the cycle can change when that has ended.");
    }
    if (otherCycle && isChangedSinceTheLastBill(tx, before)) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "What changed in days that are billed comes on the next bill; the cycle can change after"
              + " that.");
    }
    tx.run(
        """
        update account_billing b
        set mode = $2, cycle_months = $3, anchor_day = $4, credit_limit_minor = $5, tax_area = $6,
          language = $7, cycle_since = case when $8 then coalesce(billed_until, cycle_since)
            else cycle_since end, delivery = case when b.delivery is null and $9::text[] = s.bill_delivery
            then null else coalesce($9::text[], b.delivery) end
        from billing_settings s where account = $1
        """,
        order.account().value(),
        order.mode().name(),
        order.cycleMonths(),
        order.anchorDay(),
        order.creditLimit().minor(),
        order.taxArea(),
        order.language().name(),
        otherCycle,
        order.delivery().map(TermsHandlers::names).orElse(null));
    return show(order.account(), tx);
  }

  static ChangeBillDelivery.Saved deliver(Tx tx, ChangeBillDelivery order) {
    tx.run("update billing_settings set bill_delivery = $1::text[]", (Object) names(order.ways()));
    return new ChangeBillDelivery.Saved(order.ways());
  }

  private static String[] names(Set<DeliveryWay> ways) {
    return ways.stream().map(Enum::name).sorted().toArray(String[]::new);
  }

  private static boolean isChargedBeyond(Sql sql, AccountTerms terms) {
    return sql.one(
            row -> row.getBoolean(0),
            """
            select exists (select from charge where account = $1 and kind = 'RECURRING'
              and period_until > $2)
            """,
            terms.account(),
            terms.billedUntil().orElseThrow())
        .orElseThrow();
  }

  /** By another cycle the days before would not be looked at any more. */
  private static boolean isChangedSinceTheLastBill(Sql sql, AccountTerms terms) {
    return sql.one(
            row -> row.getBoolean(0),
            """
            select coalesce(recheck_from < billed_until, false) from account_billing
            where account = $1
            """,
            terms.account())
        .orElseThrow();
  }

  /** The newest version; of a code that has none, the branch's look under version 0. */
  static InvoiceTemplate template(Sql sql, String code) {
    return newest(sql, code)
        .orElseGet(() -> {
          InvoiceTemplate branchs = newest(sql, InvoiceLooks.BRANCH).orElseThrow();
          return new InvoiceTemplate(
              code,
              0,
              branchs.logo(),
              branchs.seller(),
              branchs.details(),
              branchs.headerEn(),
              branchs.headerRu(),
              branchs.footerEn(),
              branchs.footerRu(),
              branchs.layout(),
              branchs.taxArea(),
              branchs.paymentTermDays());
        });
  }

  private static Optional<InvoiceTemplate> newest(Sql sql, String code) {
    return sql.one(
        TermsHandlers::toTemplate,
        """
        select t.*, s.tax_area, s.payment_term_days
        from invoice_template t cross join billing_settings s
        where t.code = $1 order by t.version desc limit 1
        """,
        code);
  }

  static List<InvoiceTemplate> templates(Sql sql) {
    return sql.list(
        TermsHandlers::toTemplate,
        """
        select distinct on (t.code <> 'branch', t.code) t.*, s.tax_area, s.payment_term_days
        from invoice_template t cross join billing_settings s
        order by t.code <> 'branch', t.code, t.version desc limit $1
        """,
        MAX_TEMPLATES);
  }

  private static InvoiceTemplate toTemplate(Row row) {
    return new InvoiceTemplate(
        row.getString("code"),
        row.getInteger("version"),
        row.getString("logo"),
        row.getString("seller"),
        row.getString("details"),
        row.getString("header_en"),
        row.getString("header_ru"),
        row.getString("footer_en"),
        row.getString("footer_ru"),
        InvoiceTemplate.Layout.valueOf(row.getString("layout")),
        row.getString("tax_area"),
        row.getInteger("payment_term_days"));
  }

  static List<FieldError> code(String code) {
    return code.equals(InvoiceLooks.BRANCH) || LOOK.matcher(code).matches()
        ? List.of()
        : List.of(
            new FieldError("code", "must be 1 to 20 capital latin letters, digits or dashes"));
  }

  static List<FieldError> problems(SaveTemplate order) {
    InvoiceTemplate template = order.template();
    List<FieldError> problems = new ArrayList<>(code(template.code()));
    if (template.seller().isBlank() || template.seller().length() > MAX_NAME) {
      problems.add(new FieldError("seller", "must have 1 to 200 characters"));
    }
    if (template.logo().length() > MAX_LOGO) {
      problems.add(new FieldError("logo", "must have at most 60 characters"));
    }
    tooLong(problems, "details", template.details());
    tooLong(problems, "headerEn", template.headerEn());
    tooLong(problems, "headerRu", template.headerRu());
    tooLong(problems, "footerEn", template.footerEn());
    tooLong(problems, "footerRu", template.footerRu());
    if (template.paymentTermDays() < 0 || template.paymentTermDays() > MAX_TERM_DAYS) {
      problems.add(new FieldError("paymentTermDays", "must be 0 to 365 days"));
    }
    area(problems, template.taxArea());
    return problems;
  }

  private static void tooLong(List<FieldError> problems, String field, String text) {
    if (text.length() > MAX_TEXT) {
      problems.add(new FieldError(field, "must have at most 1000 characters"));
    }
  }

  Outcome<InvoiceTemplate> save(Command<SaveTemplate> command, Tx tx) {
    InvoiceTemplate template = command.operation().template();
    tx.run("select from billing_settings for update");
    tx.run(
        """
        insert into invoice_template (code, version, seller, details, footer_en, footer_ru, layout,
          changed_by, changed_at, logo, header_en, header_ru)
        select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
        from invoice_template where code = $1
        """,
        template.code(),
        template.seller().strip(),
        template.details().strip(),
        template.footerEn().strip(),
        template.footerRu().strip(),
        template.layout().name(),
        command.caller().actor().login(),
        clock.instant().atOffset(ZoneOffset.UTC),
        template.logo().strip(),
        template.headerEn().strip(),
        template.headerRu().strip());
    if (template.ofBranch()) {
      tx.run(
          "update billing_settings set tax_area = $1, payment_term_days = $2",
          template.taxArea(),
          template.paymentTermDays());
    }
    return Outcome.done(template(tx, template.code()));
  }

  private static Outcome<AccountTerms> unknown(AccountNumber account) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".");
  }
}
