package org.sbms.kit.access;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.audit.AuditSeal;
import org.sbms.kit.db.Database;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The audit log to look through, and the check that nobody changed it. */
final class AuditWeb implements WebFeature {
  private static final String PATH = "/admin/audit";
  private static final TableSpec<Line> TABLE =
      new TableSpec<>(
          "access.audit",
          "-at",
          List.of(
              Column.<Line>of("at", line -> new Cell.Time(line.at())).sortedBy("id"),
              Column.<Line>of(
                  "actor",
                  line -> new Cell.TwoLines(line.login(), line.role() + " · " + line.node(), "")),
              Column.<Line>of("operation", line -> new Cell.Code(line.operation())),
              Column.<Line>of("subject", line -> Cell.text(line.subject())),
              Column.<Line>of("outcome", AuditWeb::outcome),
              Column.<Line>of("address", line -> Cell.text(line.address())).wideOnly(),
              Column.<Line>of("trace", line -> Cell.text(shortTrace(line.trace()))).wideOnly()),
          List.of(
              new Filter.Search("search"),
              new Filter.Choice("result", "access.audit.result", List.of("DONE", "REFUSED")),
              new Filter.Day("day")));

  private final Database database;
  private final Audit audit;

  AuditWeb(Database database, Audit audit) {
    this.database = database;
    this.audit = audit;
  }

  record Line(
      Instant at,
      String node,
      String login,
      String role,
      String operation,
      String subject,
      String outcome,
      String address,
      String trace) {}

  @Override
  public void addTo(Web web) {
    web.menu(new MenuEntry(PATH, "access.audit.menu", "shield-check", 91, Rights.VIEW_AUDIT))
        .get(PATH, Rights.VIEW_AUDIT, this::list)
        .api("verifyAudit", Rights.VIEW_AUDIT, this::verify);
  }

  private PageResponse list(PageRequest request) {
    Optional<AuditSeal.Finding> finding =
        request.parameter("check").isEmpty()
            ? Optional.empty()
            : Optional.of(audit.seal().verify());
    return request.table(
        TABLE,
        query -> find(query, request.texts().zone()),
        table -> PageResponse.page("access/audit", new AuditPage(table, finding)));
  }

  private ApiResponse verify(ApiRequest request) {
    AuditSeal.Finding finding = audit.seal().verify();
    return ApiResponse.ok(
        new Verdict(
            finding.holds(),
            finding.blocks(),
            finding.sealed(),
            finding.unsealed(),
            finding.head(),
            finding.badBlock()));
  }

  record Verdict(
      boolean holds,
      long blocks,
      long sealed,
      long unsealed,
      String head,
      Optional<Long> badBlock) {}

  private List<Line> find(TableQuery query, ZoneId zone) {
    Optional<LocalDate> day = day(query.filter("day"));
    Instant from = day.map(d -> d.atStartOfDay(zone).toInstant()).orElse(Instant.EPOCH);
    Instant until =
        day.map(d -> d.plusDays(1).atStartOfDay(zone).toInstant())
            .orElse(Instant.parse("9999-01-01T00:00:00Z"));
    return database.list(
        AuditWeb::read,
        """
        select at, actor_node, actor_login, actor_role, operation, subject, outcome, address,
               trace_id
        from audit_record
        where ($1 = '' or $1 in (actor_login, subject, operation, trace_id, key, address))
          and ($2 = '' or (outcome = 'done') = ($2 = 'DONE'))
          and at >= $3 and at < $4
        order by
        """
            + TABLE.orderBy(query)
            + " limit $5 offset $6",
        query.filter("search"),
        query.filter("result"),
        from.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC),
        query.limit(),
        query.offset());
  }

  private static Line read(Row row) {
    return new Line(
        row.getOffsetDateTime("at").toInstant(),
        row.getString("actor_node"),
        row.getString("actor_login"),
        row.getString("actor_role"),
        row.getString("operation"),
        row.getString("subject"),
        row.getString("outcome"),
        row.getString("address"),
        row.getString("trace_id"));
  }

  private static Cell outcome(Line line) {
    String colour =
        switch (line.outcome()) {
          case "done" -> "green";
          case "unknown" -> "yellow";
          default -> "red";
        };
    return new Cell.Badge(line.outcome(), colour);
  }

  private static String shortTrace(String trace) {
    return trace.substring(0, Math.min(8, trace.length()));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (java.time.format.DateTimeParseException malformed) {
      return Optional.empty();
    }
  }
}
