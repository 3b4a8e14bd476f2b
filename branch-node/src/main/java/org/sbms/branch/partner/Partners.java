package org.sbms.branch.partner;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.partner.PartnerOrders.Attachment;
import org.sbms.branch.partner.PartnerOrders.BrowsePartners;
import org.sbms.branch.partner.PartnerOrders.ListAttached;
import org.sbms.branch.partner.PartnerOrders.Payment;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.text.Language;

/** The tables of partners, their terms, subscribers and payments. */
final class Partners {
  private static final int PAYMENTS_SHOWN = 20;
  private static final String STANDING =
      """
      select p.*, (select count(*) from partner_subscriber s where s.partner = p.code
        and s.since <= %1$s and (s.until is null or s.until > %1$s)) as subscribers
      from partner p
      """;

  private Partners() {}

  static Optional<Partner.Standing> find(Sql sql, String code, LocalDate today) {
    return sql.one(
        Partners::standing, STANDING.formatted("$2::date") + " where code = $1", code, today);
  }

  /** Held until the transaction ends: terms, subscribers and bills of a partner change in turn. */
  static Optional<Partner.Standing> lock(Tx tx, String code, LocalDate today) {
    return tx.run("select from partner where code = $1 for update", code).rowCount() == 0
        ? Optional.empty()
        : find(tx, code, today);
  }

  static List<Partner.Standing> browse(
      Sql sql, BrowsePartners question, String orderBy, LocalDate today) {
    return sql.list(
        Partners::standing,
        "select * from ("
            + STANDING.formatted("$2::date")
            + """
            ) as p where $1 = '' or code ilike $3 or name ilike $3 or contract ilike $3
            order by
            """
            + orderBy
            + ", code limit $4 offset $5",
        question.text(),
        today,
        "%" + question.text().replaceAll("([%_\\\\])", "\\\\$1") + "%",
        question.limit(),
        question.offset());
  }

  /** Those whose days up to that one may have to be billed. */
  static List<String> behind(Sql sql, LocalDate day) {
    return sql.list(
        row -> row.getString(0),
        """
        select code from partner
        where billed_until < $1 and (until is null or billed_until < until) order by code
        """,
        day);
  }

  static void insert(Tx tx, Partner partner, String currency, String by, Instant at) {
    tx.run(
        """
        insert into partner (code, name, kind, tax_number, address, contract, since, until,
          bank_name, bank_code, bank_account, taxed, tax_area, language, bill_day,
          payment_term_days, changed_by, changed_at, currency, billed_until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
          $19, $7)
        """,
        partner.code(),
        partner.name(),
        partner.kind().name(),
        partner.taxNumber(),
        partner.address(),
        partner.contract(),
        partner.since(),
        partner.until().orElse(null),
        partner.bank().name(),
        partner.bank().code(),
        partner.bank().account(),
        partner.taxed(),
        partner.taxArea(),
        partner.language().name(),
        partner.billDay(),
        partner.paymentTermDays(),
        by,
        at.atOffset(ZoneOffset.UTC),
        currency);
  }

  static void update(Tx tx, Partner partner, String by, Instant at) {
    tx.run(
        """
        update partner set name = $2, kind = $3, tax_number = $4, address = $5, contract = $6,
          until = $7, bank_name = $8, bank_code = $9, bank_account = $10, taxed = $11,
          tax_area = $12, language = $13, bill_day = $14, payment_term_days = $15,
          changed_by = $16, changed_at = $17
        where code = $1
        """,
        partner.code(),
        partner.name(),
        partner.kind().name(),
        partner.taxNumber(),
        partner.address(),
        partner.contract(),
        partner.until().orElse(null),
        partner.bank().name(),
        partner.bank().code(),
        partner.bank().account(),
        partner.taxed(),
        partner.taxArea(),
        partner.language().name(),
        partner.billDay(),
        partner.paymentTermDays(),
        by,
        at.atOffset(ZoneOffset.UTC));
  }

  static void billed(Tx tx, String code, LocalDate until) {
    tx.run("update partner set billed_until = $2 where code = $1", code, until);
  }

  static void changeBalance(Tx tx, String code, Money by) {
    tx.run(
        "update partner set balance_minor = balance_minor + $2 where code = $1", code, by.minor());
  }

  static List<ShareTerm> terms(Sql sql, String partner) {
    return sql.list(
        Partners::term,
        """
        select * from partner_term where partner = $1
        order by direction, basis, product, since, id
        """,
        partner);
  }

  static void insert(Tx tx, String partner, ShareTerm term, String by) {
    tx.run(
        "insert into partner_term values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        term.id(),
        partner,
        term.direction().name(),
        term.basis().name(),
        term.product(),
        term.tiers().stream().map(tier -> tier.upTo().orElse(null)).toArray(Long[]::new),
        term.tiers().stream().map(ShareTerm.Tier::rate).toArray(BigDecimal[]::new),
        term.since(),
        term.until().orElse(null),
        by);
  }

  static void endTerm(Tx tx, UUID term, LocalDate until) {
    tx.run("update partner_term set until = $2 where id = $1", term, until);
  }

  static boolean knowsProduct(Sql sql, String code) {
    return sql.run("select from product where code = $1", code).rowCount() == 1;
  }

  /** Accounts of these that are, or will be, some partner's on that day or after it. */
  static List<String> attachedSince(Sql sql, List<String> accounts, LocalDate day) {
    return sql.list(
        row -> row.getString(0),
        """
        select distinct account from partner_subscriber
        where account = any($1) and (until is null or until > $2) order by 1
        """,
        accounts.toArray(String[]::new),
        day);
  }

  static void attach(Tx tx, String partner, List<String> accounts, LocalDate since, String by) {
    tx.run(
        """
        insert into partner_subscriber (account, since, partner, attached_by)
        select account, $2, $3, $4 from unnest($1::text[]) as account
        """,
        accounts.toArray(String[]::new),
        since,
        partner,
        by);
  }

  /** The attachment that has no end yet. */
  static Optional<Attachment> open(Sql sql, String partner, AccountNumber account) {
    return sql.one(
        Partners::attachment,
        """
        select s.*, a.name from partner_subscriber s join account a on a.number = s.account
        where s.partner = $1 and s.account = $2 and s.until is null
        """,
        partner,
        account.value());
  }

  /** From its first day on is as if it had never been. */
  static void detach(Tx tx, Attachment attachment, LocalDate until) {
    tx.run(
        "update partner_subscriber set until = $3 where account = $1 and since = $2",
        attachment.account().value(),
        attachment.since(),
        until);
  }

  static List<Attachment> attached(Sql sql, ListAttached question) {
    return sql.list(
        Partners::attachment,
        """
        select s.*, a.name from partner_subscriber s join account a on a.number = s.account
        where s.partner = $1 and ($2 = '' or s.account = $2)
        order by s.until nulls first, s.account, s.since limit $3 offset $4
        """,
        question.partner(),
        question.account(),
        question.limit(),
        question.offset());
  }

  static void insert(Tx tx, Payment payment, Instant at) {
    tx.run(
        "insert into partner_payment values ($1, $2, $3, $4, $5, $6, $7, $8)",
        payment.id(),
        payment.partner(),
        payment.amount().minor(),
        payment.amount().currencyCode(),
        payment.reference(),
        payment.paidOn(),
        payment.notedBy(),
        at.atOffset(ZoneOffset.UTC));
  }

  static List<Payment> payments(Sql sql, String partner) {
    return sql.list(
        row ->
            new Payment(
                row.getUUID("id"),
                row.getString("partner"),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                row.getString("reference"),
                row.getLocalDate("paid_on"),
                row.getString("noted_by")),
        "select * from partner_payment where partner = $1 order by noted_at desc, id limit $2",
        partner,
        PAYMENTS_SHOWN);
  }

  private static Partner.Standing standing(Row row) {
    return new Partner.Standing(
        new Partner(
            row.getString("code"),
            row.getString("name"),
            Partner.Kind.valueOf(row.getString("kind")),
            row.getString("tax_number"),
            row.getString("address"),
            row.getString("contract"),
            row.getLocalDate("since"),
            Optional.ofNullable(row.getLocalDate("until")),
            new Partner.Bank(
                row.getString("bank_name"),
                row.getString("bank_code"),
                row.getString("bank_account")),
            row.getBoolean("taxed"),
            row.getString("tax_area"),
            Language.valueOf(row.getString("language")),
            row.getInteger("bill_day"),
            row.getInteger("payment_term_days")),
        Money.ofMinor(row.getLong("balance_minor"), row.getString("currency")),
        row.getLocalDate("billed_until"),
        row.getLong("subscribers"));
  }

  private static ShareTerm term(Row row) {
    @Nullable Long[] bounds = row.getArrayOfLongs("up_to");
    List<BigDecimal> rates =
        Arrays.stream(row.getArrayOfNumerics("rates")).map(rate -> rate.bigDecimalValue()).toList();
    List<ShareTerm.Tier> tiers = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      tiers.add(new ShareTerm.Tier(Optional.ofNullable(bounds[i]), rates.get(i)));
    }
    return new ShareTerm(
        row.getUUID("id"),
        ShareTerm.Direction.valueOf(row.getString("direction")),
        ShareTerm.Basis.valueOf(row.getString("basis")),
        row.getString("product"),
        tiers,
        row.getLocalDate("since"),
        Optional.ofNullable(row.getLocalDate("until")));
  }

  private static Attachment attachment(Row row) {
    return new Attachment(
        row.getString("partner"),
        new AccountNumber(row.getString("account")),
        row.getString("name"),
        row.getLocalDate("since"),
        Optional.ofNullable(row.getLocalDate("until")));
  }
}
