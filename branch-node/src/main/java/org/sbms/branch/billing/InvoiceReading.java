package org.sbms.branch.billing;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.Product;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.contract.billing.InvoiceDocument.Line;
import org.sbms.contract.billing.InvoiceDocument.Paid;
import org.sbms.contract.billing.InvoiceDocument.Reference;
import org.sbms.contract.billing.InvoiceDocument.Seller;
import org.sbms.contract.billing.InvoiceDocument.Tax;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.contract.billing.ListInvoices;
import org.sbms.kit.db.Sql;

/** Invoices as they are shown. */
final class InvoiceReading {
  private InvoiceReading() {}

  static Optional<ListInvoices.Invoices> of(Sql sql, ListInvoices question) {
    String account = question.account().value();
    return sql.one(
        row -> {
          Currency currency = Currency.getInstance(row.getString("currency"));
          return new ListInvoices.Invoices(
              new Money(row.getLong("balance_minor"), currency),
              new Money(row.getLong("open_minor"), currency),
              sql.list(
                  InvoiceReading::head,
                  """
                  select * from invoice where account = $1
                  order by issued_on desc, number desc limit $2 offset $3
                  """,
                  account,
                  question.limit(),
                  question.offset()));
        },
        """
        select a.currency, a.balance_minor, coalesce((select sum(open_minor) from invoice i
          where i.account = a.number and i.open_minor > 0), 0)::bigint as open_minor
        from account a where a.number = $1
        """,
        account);
  }

  static List<InvoiceHead> browse(Sql sql, BrowseInvoices question, String orderBy) {
    @Nullable String search = question.search().isEmpty() ? null : question.search();
    return sql.list(
        InvoiceReading::head,
        """
        select * from invoice
        where ($1::text is null or account = $1 or number = $1)
          and ($2::text is null or kind = $2) and (not $3 or open_minor > 0)
          and ($4::uuid is null or run_id = $4)
          and (not $5 or open_minor > 0 and due_on < $6)
        order by
        """
            + orderBy
            + ", number limit $7 offset $8",
        search,
        question.kind().map(Enum::name).orElse(null),
        question.open(),
        question.run().orElse(null),
        question.overdueOn().isPresent(),
        question.overdueOn().orElse(null),
        question.limit(),
        question.offset());
  }

  /**
   * @param account whose it must be; any when absent
   */
  static Optional<InvoiceDocument> document(Sql sql, UUID id, Optional<AccountNumber> account) {
    return sql.one(
        row -> document(sql, row),
        """
        select i.*, c.name as customer, c.address, t.seller, t.details, t.footer_en, t.footer_ru,
          t.logo, t.header_en, t.header_ru, t.layout, o.number as corrected_number, o.total_minor as corrected_minor
        from invoice i join customer c on c.id = i.customer_id
        join invoice_template t on t.code = i.template and t.version = i.template_version
        left join invoice o on o.id = i.corrects
        where i.id = $1 and ($2::text is null or i.account = $2)
        """,
        id,
        account.map(AccountNumber::value).orElse(null));
  }

  private static InvoiceDocument document(Sql sql, Row row) {
    InvoiceHead head = head(row);
    Currency currency = head.total().currency();
    String language = row.getString("language").toLowerCase(Locale.ROOT);
    @Nullable UUID corrects = row.getUUID("corrects");
    return new InvoiceDocument(
        head,
        language,
        row.getString("customer"),
        row.getString("address"),
        new Seller(
            row.getString("seller"),
            row.getString("details"),
            row.getString("footer_" + language),
            row.getString("layout").equals("BY_GROUP"),
            Optional.of(row.getString("logo")).filter(logo -> !logo.isEmpty()),
            Optional.of(row.getString("header_" + language)).filter(text -> !text.isEmpty())),
        row.getString("reason"),
        corrects == null
            ? Optional.empty()
            : Optional.of(
                new Reference(
                    corrects,
                    row.getString("corrected_number"),
                    new Money(row.getLong("corrected_minor"), currency))),
        sql.list(
            note ->
                new Reference(
                    note.getUUID("id"),
                    note.getString("number"),
                    new Money(note.getLong("total_minor"), currency)),
            "select id, number, total_minor from invoice where corrects = $1 order by number",
            head.id()),
        sql.list(
            line -> line(line, currency),
            """
            select l.*, p.kind as product_kind,
              case when l.account <> $1 then l.account || ' ' || a.name end as subscriber
            from charge l left join product p on p.code = l.product
            join account a on a.number = l.account
            where (l.account = $1 or l.payer = $1) and l.invoice_id = $2 order by l.line
            """,
            head.account().value(),
            head.id()),
        sql.list(
            tax ->
                new Tax(
                    tax.getInteger("layer"),
                    tax.getString("code"),
                    plain(tax.getBigDecimal("percent")),
                    tax.getBoolean("inclusive"),
                    new Money(tax.getLong("base_minor"), currency),
                    new Money(tax.getLong("tax_minor"), currency)),
            "select * from invoice_tax where invoice_id = $1 order by layer, code, percent",
            head.id()),
        sql.list(
            paid ->
                new Paid(
                    paid.getString("credit_source"),
                    paid.getString("credit_id"),
                    new Money(paid.getLong("amount_minor"), currency),
                    paid.getBoolean("by_hand")),
            "select * from allocation where invoice_id = $1 order by allocated_at, credit_id",
            head.id()));
  }

  private static String plain(BigDecimal percent) {
    return percent.stripTrailingZeros().toPlainString();
  }

  private static Line line(Row row, Currency currency) {
    @Nullable Long quantity = row.getLong("quantity");
    @Nullable String unit = row.getString("unit");
    return new Line(
        row.getInteger("line"),
        group(row.getString("product_kind")),
        row.getString("text"),
        row.getLocalDate("period_from"),
        row.getLocalDate("period_until"),
        quantity == null ? 1 : quantity,
        unit == null ? "" : unit,
        new Money(row.getLong("net_minor"), currency),
        new Money(row.getLong("tax_minor"), currency),
        new Money(row.getLong("gross_minor"), currency),
        Optional.ofNullable(row.getString("subscriber")));
  }

  private static String group(@Nullable String productKind) {
    if (productKind == null) {
      return "OTHER";
    }
    return switch (Product.Kind.valueOf(productKind)) {
      case CHANNEL, BOUQUET, A_LA_CARTE, FREE_TO_AIR, PPC, PPV, IPPV, OPPV, NVOD, VOD, DVR ->
          "TELEVISION";
      case BROADBAND -> "INTERNET";
      case TELEPHONY -> "TELEPHONE";
      case EQUIPMENT_RENT, EQUIPMENT_LEASE, EQUIPMENT_SALE -> "EQUIPMENT";
      case ONE_TIME -> "OTHER";
    };
  }

  static InvoiceHead head(Row row) {
    Currency currency = Currency.getInstance(row.getString("currency"));
    return new InvoiceHead(
        row.getUUID("id"),
        row.getString("number"),
        row.getString("kind").equals(InvoiceKind.CREDIT_NOTE.name()),
        new AccountNumber(row.getString("account")),
        row.getLocalDate("period_from"),
        row.getLocalDate("period_until"),
        row.getLocalDate("issued_on"),
        row.getLocalDate("due_on"),
        new Money(row.getLong("net_minor"), currency),
        new Money(row.getLong("tax_minor"), currency),
        new Money(row.getLong("total_minor"), currency),
        new Money(row.getLong("open_minor"), currency));
  }
}
