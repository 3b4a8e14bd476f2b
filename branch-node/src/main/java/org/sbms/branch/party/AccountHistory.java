package org.sbms.branch.party;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.subscriber.SubscriberHistory.Change;
import org.sbms.contract.subscriber.SubscriberHistory.Field;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** What was changed about each subscriber, by whom and from where. */
public final class AccountHistory {
  private static final int MAX_SHOWN = 50;

  /**
   * Who had something changed.
   *
   * @param node empty where it was not noted
   */
  public record Author(String login, String node) {
    public static Author of(Actor actor) {
      return new Author(actor.login(), actor.node().value());
    }
  }

  /**
   * One change to write down.
   *
   * @param subject code of the plan or service; empty where there is none
   */
  public record Entry(
      AccountNumber account,
      Instant at,
      Kind kind,
      String subject,
      String reason,
      String comment,
      Author author) {

    public static Entry of(
        AccountNumber account, Instant at, Kind kind, String subject, Author author) {
      return new Entry(account, at, kind, subject, "", "", author);
    }
  }

  /** A field of the personal data before and after. */
  record Values(String field, String before, String after) {}

  public void add(Tx tx, Entry entry) {
    insert(tx, entry);
  }

  void add(Tx tx, Entry entry, List<Values> values) {
    long id = insert(tx, entry);
    tx.run(
        """
        insert into personal_data_change (change_id, field, before, after)
        select $1, field, before, after
        from unnest($2::text[], $3::text[], $4::text[]) as t (field, before, after)
        """,
        id,
        values.stream().map(Values::field).toArray(String[]::new),
        values.stream().map(Values::before).toArray(String[]::new),
        values.stream().map(Values::after).toArray(String[]::new));
  }

  private static long insert(Tx tx, Entry entry) {
    return tx.one(
            row -> row.getLong(0),
            """
            insert into account_change
              (account, at, kind, subject, reason, comment, changed_by, changed_from)
            values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
            """,
            entry.account().value(),
            entry.at().atOffset(ZoneOffset.UTC),
            entry.kind().name(),
            entry.subject(),
            entry.reason(),
            entry.comment(),
            entry.author().login(),
            entry.author().node())
        .orElseThrow();
  }

  /**
   * Latest first.
   *
   * @param withValues whether the reader may see personal data
   */
  public List<Change> latest(Sql sql, AccountNumber account, boolean withValues) {
    Map<Long, List<Field>> fields = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select * from personal_data_change
            where change_id in (
              select id from account_change where account = $1 order by id desc limit $2)
            order by change_id, field
            """,
            account.value(),
            MAX_SHOWN)) {
      fields
          .computeIfAbsent(row.getLong("change_id"), _ -> new ArrayList<>())
          .add(toField(row, withValues));
    }
    return sql.list(
        row -> toChange(row, fields.getOrDefault(row.getLong("id"), List.of())),
        """
        select c.*, coalesce(p.name, s.name, '') as subject_name from account_change c
        left join rate_plan p on c.kind in ('PLAN', 'REGISTERED') and p.code = c.subject
        left join service_offer s
          on c.kind in ('SERVICE_ADDED', 'SERVICE_REMOVED') and s.code = c.subject
        where c.account = $1 order by c.id desc limit $2
        """,
        account.value(),
        MAX_SHOWN);
  }

  private static Field toField(Row row, boolean withValues) {
    return withValues
        ? new Field(
            row.getString("field"),
            Optional.of(row.getString("before")),
            Optional.of(row.getString("after")))
        : new Field(row.getString("field"), Optional.empty(), Optional.empty());
  }

  private static Change toChange(Row row, List<Field> fields) {
    String from = row.getString("changed_from");
    return new Change(
        row.getOffsetDateTime("at").toInstant(),
        Kind.valueOf(row.getString("kind")),
        row.getString("subject"),
        row.getString("subject_name"),
        row.getString("reason"),
        row.getString("comment"),
        row.getString("changed_by"),
        from.isEmpty() ? Optional.empty() : Optional.of(new NodeId(from)),
        fields);
  }
}
