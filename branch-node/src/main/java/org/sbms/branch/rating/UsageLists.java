package org.sbms.branch.rating;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.ListUsage;
import org.sbms.kit.db.Sql;
import org.sbms.kit.json.Json;

/** What a subscriber used, for whoever asks. */
final class UsageLists {
  private static final List<String> TOLD = List.of("content", "destination", "zone");

  private static final String FROM =
      """
      from usage_record r
      join usage_counter c on c.id = r.counter
      join product p on p.code = c.product
      where c.account = $1 and r.started_at >= $2 and r.started_at < $3 and r.revision <= 0
        and ($4 = '' or c.product = $4)
      """;

  private UsageLists() {}

  static ListUsage.Page list(Sql sql, ListUsage asked, ZoneId zone) {
    Object[] filter = {
      asked.account().value(),
      start(asked.from(), zone),
      start(asked.to().plusDays(1), zone),
      asked.product().orElse("")
    };
    List<ListUsage.Sum> sums =
        asked.offset() > 0
            ? List.of()
            : sql.list(
                UsageLists::toSum,
                """
                select p.code, p.name_en, p.name_ru, c.unit, c.currency,
                  count(*) filter (where r.kind <> 'CORRECTION') as records,
                  sum(r.counted)::bigint as quantity, sum(r.amount_minor)::bigint as amount
                """
                    + FROM
                    + """
                    group by p.code, p.name_en, p.name_ru, c.unit, c.currency
                    order by p.code, c.unit
                    """,
                filter);
    return new ListUsage.Page(
        sums,
        sql.list(
            UsageLists::toUse,
            """
            select r.started_at, p.code, p.name_en, p.name_ru, r.kind, r.identifier, r.attributes,
              r.quantity, r.unit, r.amount_minor, c.currency
            """
                + FROM
                + "order by r.started_at desc, r.id desc offset $5 limit $6",
            Stream.concat(Stream.of(filter), Stream.of(asked.offset(), asked.limit())).toArray()));
  }

  private static Object start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toOffsetDateTime();
  }

  private static ListUsage.Sum toSum(Row row) {
    return new ListUsage.Sum(
        row.getString("code"),
        row.getString("name_en"),
        row.getString("name_ru"),
        row.getString("unit"),
        row.getLong("records"),
        row.getLong("quantity"),
        Money.ofMinor(row.getLong("amount"), row.getString("currency")));
  }

  private static ListUsage.Use toUse(Row row) {
    return new ListUsage.Use(
        row.getOffsetDateTime("started_at").toInstant(),
        row.getString("code"),
        row.getString("name_en"),
        row.getString("name_ru"),
        row.getString("kind"),
        row.getString("identifier"),
        detail(row.getString("attributes")),
        row.getLong("quantity"),
        row.getString("unit"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")));
  }

  private static String detail(String attributes) {
    JsonNode told = Json.read(attributes, JsonNode.class);
    return TOLD.stream()
        .map(name -> told.path(name).asText(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }
}
