package org.sbms.branch.delivery;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;

/** Puts texts together, and keeps the templates they are made of. */
final class Letters {
  private final String branchName;
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("bill"));

  /**
   * @param branchName who writes, where the look of invoices names no seller
   */
  Letters(String branchName, ZoneId zone) {
    this.branchName = branchName;
    this.zone = zone;
  }

  Letter of(Sql sql, Delivery delivery) {
    return sql.one(
            row -> letter(delivery, row),
            """
            select c.name, c.address, coalesce(mail_address_of(c.id), '') as mail, t.subject, t.body,
              l.seller, l.details
            from delivery d join customer c on c.id = d.customer_id
            join message_template t on t.kind = d.kind and t.language = d.language
              and t.version = d.template_version
            cross join lateral (select seller, details from invoice_template where code = 'branch'
              order by version desc limit 1) l
            where d.id = $1
            """,
            delivery.id())
        .orElseThrow();
  }

  private Letter letter(Delivery delivery, Row row) {
    Texts texts = words.in(delivery.language(), zone);
    String seller = row.getString("seller").isBlank() ? branchName : row.getString("seller");
    Map<String, String> values =
        Map.of(
            "name", row.getString("name"),
            "account", delivery.account().value(),
            "number", delivery.number(),
            "amount", texts.money(delivery.amount()),
            "due", texts.date(delivery.due()),
            "seller", seller);
    return new Letter(
        delivery.language(),
        row.getString("name"),
        row.getString("address"),
        row.getString("mail"),
        seller,
        row.getString("details"),
        Wording.fill(row.getString("subject"), values).replaceAll("\\p{Cntrl}+", " "),
        Wording.fill(row.getString("body"), values));
  }

  static List<MessageTemplate> templates(Sql sql) {
    return sql.list(
        Letters::toTemplate,
        """
        select distinct on (kind, language) * from message_template
        order by kind, language, version desc
        """);
  }

  static MessageTemplate save(Tx tx, WorkOnDeliveries.SaveMessage order, String by, Instant now) {
    // Two who save at once wait here for each other.
    tx.run("select from billing_settings for update");
    return tx.one(
            Letters::toTemplate,
            """
            insert into message_template (kind, language, version, subject, body, changed_by, changed_at)
            select $1, $2, max(version) + 1, $3, $4, $5, $6 from message_template
            where kind = $1 and language = $2 returning *
            """,
            order.kind().name(),
            order.language().name(),
            order.subject().strip(),
            order.body().strip(),
            by,
            now.atOffset(ZoneOffset.UTC))
        .orElseThrow();
  }

  private static MessageTemplate toTemplate(Row row) {
    return new MessageTemplate(
        NoticeKind.valueOf(row.getString("kind")),
        Language.valueOf(row.getString("language")),
        row.getInteger("version"),
        row.getString("subject"),
        row.getString("body"),
        row.getString("changed_by"),
        row.getOffsetDateTime("changed_at").toInstant());
  }
}
