package org.sbms.branch.partner;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.sbms.branch.partner.BillDecisions.Sums;
import org.sbms.branch.partner.PartnerBill.Head;
import org.sbms.branch.partner.PartnerBill.Item;
import org.sbms.branch.partner.PartnerBill.Line;
import org.sbms.branch.partner.PartnerBill.Party;
import org.sbms.branch.partner.PartnerBill.Reference;
import org.sbms.branch.partner.PartnerBill.Tax;
import org.sbms.branch.partner.PartnerOrders.BrowseBills;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.text.Language;

/** The tables of bills: written once, read often. */
final class PartnerBills {
  private PartnerBills() {}

  /** What is written besides the sums. */
  record Paper(
      UUID id,
      Partner partner,
      int edition,
      Optional<UUID> corrects,
      String reason,
      Period period,
      LocalDate issuedOn,
      LocalDate dueOn,
      String by,
      Instant at,
      Language language,
      Party seller,
      Party buyer) {}

  static Head write(Tx tx, BranchCode branch, Paper paper, Sums sums) {
    boolean creditNote = paper.corrects().isPresent();
    String number = number(tx, branch, creditNote, paper.issuedOn().getYear());
    tx.run(
        """
        insert into partner_bill values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
          $14, $15, $16, $17, $18, $19, $20, $21, $22)
        """,
        paper.id(),
        number,
        creditNote ? "CREDIT_NOTE" : "BILL",
        paper.partner().code(),
        paper.edition(),
        paper.corrects().orElse(null),
        paper.reason(),
        paper.period().from(),
        paper.period().until(),
        paper.issuedOn(),
        paper.dueOn(),
        paper.language().name(),
        sums.total().currencyCode(),
        sums.net().minor(),
        sums.tax().minor(),
        sums.total().minor(),
        paper.by(),
        paper.at().atOffset(ZoneOffset.UTC),
        paper.seller().name(),
        paper.seller().details(),
        paper.buyer().name(),
        paper.buyer().details());
    lines(tx, paper.id(), sums.lines());
    taxes(tx, paper.id(), sums.taxes());
    items(tx, paper.id(), sums.items());
    return new Head(
        paper.id(),
        number,
        creditNote,
        paper.partner().code(),
        paper.period(),
        paper.issuedOn(),
        paper.dueOn(),
        sums.net(),
        sums.tax(),
        sums.total());
  }

  /** {@code NW-2026-P00000001}; of a credit note {@code NW-2026-PC00000001}. */
  private static String number(Tx tx, BranchCode branch, boolean creditNote, int year) {
    String kind = creditNote ? "CREDIT_NOTE" : "BILL";
    long serial =
        tx.one(
                row -> row.getLong(0),
                """
                insert into partner_bill_series values ($1, $2, 1)
                on conflict (kind, year) do update set last = partner_bill_series.last + 1
                returning last
                """,
                kind,
                year)
            .orElseThrow();
    return "%s-%d-%s%08d".formatted(branch.value(), year, creditNote ? "PC" : "P", serial);
  }

  private static void lines(Tx tx, UUID bill, List<Line> lines) {
    tx.run(
        """
        insert into partner_bill_line
        select $1, t.* from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::date[], $8::date[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[],
          $13::bigint[]) as t
        """,
        bill,
        column(lines, Line::line, Integer[]::new),
        column(lines, line -> line.direction().name(), String[]::new),
        column(lines, line -> line.basis().name(), String[]::new),
        column(lines, Line::product, String[]::new),
        column(lines, Line::productName, String[]::new),
        column(lines, line -> line.days().from(), LocalDate[]::new),
        column(lines, line -> line.days().until(), LocalDate[]::new),
        column(lines, Line::rates, String[]::new),
        column(lines, Line::base, Long[]::new),
        column(lines, line -> line.net().minor(), Long[]::new),
        column(lines, line -> line.tax().minor(), Long[]::new),
        column(lines, line -> line.total().minor(), Long[]::new));
  }

  private static void taxes(Tx tx, UUID bill, List<Tax> taxes) {
    tx.run(
        """
        insert into partner_bill_tax
        select $1, t.* from unnest($2::text[], $3::int[], $4::text[], $5::numeric[], $6::bool[],
          $7::bigint[], $8::bigint[]) as t
        """,
        bill,
        column(taxes, tax -> tax.direction().name(), String[]::new),
        column(taxes, Tax::layer, Integer[]::new),
        column(taxes, Tax::code, String[]::new),
        column(taxes, Tax::percent, BigDecimal[]::new),
        column(taxes, Tax::inclusive, Boolean[]::new),
        column(taxes, tax -> tax.base().minor(), Long[]::new),
        column(taxes, tax -> tax.tax().minor(), Long[]::new));
  }

  private static void items(Tx tx, UUID bill, List<Item> items) {
    tx.run(
        """
        insert into partner_bill_item
        select $1, t.* from unnest($2::int[], $3::text[], $4::bigint[]) as t
        """,
        bill,
        column(items, Item::line, Integer[]::new),
        column(items, Item::account, String[]::new),
        column(items, Item::base, Long[]::new));
  }

  private static <C, T> T[] column(List<C> rows, Function<C, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }

  static Optional<PartnerBill> find(Sql sql, UUID id) {
    return sql.one(
        row -> bill(sql, row),
        """
        select b.*, o.number as corrected, n.id as note, n.number as note_number
        from partner_bill b left join partner_bill o on o.id = b.corrects
        left join partner_bill n on n.corrects = b.id
        where b.id = $1
        """,
        id);
  }

  static List<Item> items(Sql sql, UUID bill) {
    return sql.list(
        row -> new Item(row.getInteger("line"), row.getString("account"), row.getLong("base")),
        "select * from partner_bill_item where bill_id = $1 order by line, account",
        bill);
  }

  static List<Head> browse(Sql sql, BrowseBills question, String orderBy) {
    return sql.list(
        PartnerBills::head,
        """
        select * from partner_bill
        where ($1 = '' or partner = $1) and ($2 = '' or number ilike $3 or partner ilike $3)
        order by
        """
            + orderBy
            + ", number desc limit $4 offset $5",
        question.partner(),
        question.text(),
        "%" + question.text().replaceAll("([%_\\\\])", "\\\\$1") + "%",
        question.limit(),
        question.offset());
  }

  /** The edition of a period's newest bill, and whether that was taken back. */
  record Edition(int number, boolean takenBack) {}

  static Optional<Edition> newest(Sql sql, String partner, LocalDate from) {
    return sql.one(
        row -> new Edition(row.getInteger("edition"), row.getBoolean("taken_back")),
        """
        select edition, exists (select from partner_bill n where n.corrects = b.id) as taken_back
        from partner_bill b where partner = $1 and period_from = $2 and kind = 'BILL'
        order by edition desc limit 1
        """,
        partner,
        from);
  }

  private static Head head(Row row) {
    String currency = row.getString("currency");
    return new Head(
        row.getUUID("id"),
        row.getString("number"),
        row.getString("kind").equals("CREDIT_NOTE"),
        row.getString("partner"),
        new Period(row.getLocalDate("period_from"), row.getLocalDate("period_until")),
        row.getLocalDate("issued_on"),
        row.getLocalDate("due_on"),
        Money.ofMinor(row.getLong("net_minor"), currency),
        Money.ofMinor(row.getLong("tax_minor"), currency),
        Money.ofMinor(row.getLong("total_minor"), currency));
  }

  private static PartnerBill bill(Sql sql, Row row) {
    Head head = head(row);
    String currency = head.total().currencyCode();
    return new PartnerBill(
        head,
        Language.valueOf(row.getString("language")),
        new Party(row.getString("seller"), row.getString("details")),
        new Party(row.getString("buyer"), row.getString("buyer_details")),
        row.getString("reason"),
        Optional.ofNullable(row.getUUID("corrects"))
            .map(corrected -> new Reference(corrected, row.getString("corrected"))),
        Optional.ofNullable(row.getUUID("note"))
            .map(note -> new Reference(note, row.getString("note_number"))),
        sql.list(
            line -> line(line, currency),
            "select * from partner_bill_line where bill_id = $1 order by line",
            head.id()),
        sql.list(
            tax -> tax(tax, currency),
            """
            select * from partner_bill_tax where bill_id = $1
            order by direction desc, layer, code, percent
            """,
            head.id()));
  }

  private static Line line(Row row, String currency) {
    return new Line(
        row.getInteger("line"),
        ShareTerm.Direction.valueOf(row.getString("direction")),
        ShareTerm.Basis.valueOf(row.getString("basis")),
        row.getString("product"),
        row.getString("product_name"),
        new Period(row.getLocalDate("days_from"), row.getLocalDate("days_until")),
        row.getString("rates"),
        row.getLong("base"),
        Money.ofMinor(row.getLong("net_minor"), currency),
        Money.ofMinor(row.getLong("tax_minor"), currency),
        Money.ofMinor(row.getLong("total_minor"), currency));
  }

  private static Tax tax(Row row, String currency) {
    return new Tax(
        ShareTerm.Direction.valueOf(row.getString("direction")),
        row.getInteger("layer"),
        row.getString("code"),
        row.getBigDecimal("percent"),
        row.getBoolean("inclusive"),
        Money.ofMinor(row.getLong("base_minor"), currency),
        Money.ofMinor(row.getLong("tax_minor"), currency));
  }
}
