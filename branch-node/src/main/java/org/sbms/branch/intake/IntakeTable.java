package org.sbms.branch.intake;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.intake.WorkOnIntakes.BeginIntake;
import org.sbms.branch.intake.WorkOnIntakes.ListIntakes;
import org.sbms.branch.intake.WorkOnIntakes.ListProblems;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of intakes and of what is wrong with them. */
final class IntakeTable {
  private final Currency currency;

  IntakeTable(Currency currency) {
    this.currency = currency;
  }

  void insert(Tx tx, UUID id, BeginIntake order, String by, Instant now) {
    tx.run(
        """
        insert into intake (id, source, file_name, sha256, state, received_by, received_at)
        values ($1, $2, $3, $4, 'RECEIVING', $5, $6) on conflict do nothing
        """,
        id,
        order.source(),
        order.fileName(),
        order.sha256(),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  Optional<Intake> ofFile(Sql sql, String source, String sha256) {
    return sql.one(
        this::toIntake,
        "select * from intake where source = $1 and sha256 = $2 and state <> 'CANCELLED'",
        source,
        sha256);
  }

  Optional<Intake> find(Sql sql, UUID id) {
    return sql.one(this::toIntake, "select * from intake where id = $1", id);
  }

  Optional<Intake> lock(Tx tx, UUID id) {
    return tx.one(this::toIntake, "select * from intake where id = $1 for update", id);
  }

  List<Intake> moving(Sql sql) {
    return sql.list(
        this::toIntake,
        """
        select * from intake where state in ('CHECKING', 'LOADING') order by received_at limit 10
        """);
  }

  List<Intake> list(Sql sql, ListIntakes question) {
    return sql.list(
        this::toIntake,
        "select * from intake order by received_at desc, id limit $1 offset $2",
        question.limit(),
        question.offset());
  }

  static List<Intake.Problem> problems(Sql sql, ListProblems question) {
    return sql.list(
        row ->
            new Intake.Problem(
                row.getInteger("line"), row.getString("field"), row.getString("reason")),
        """
        select line, field, reason from intake_problem where intake_id = $1
        order by line, id limit $2 offset $3
        """,
        question.id(),
        question.limit(),
        question.offset());
  }

  static void setState(Tx tx, UUID id, Intake.State state) {
    tx.run("update intake set state = $2 where id = $1", id, state.name());
  }

  /** Over, one way or the other: what was put aside goes, since it holds personal data. */
  static void finish(Tx tx, UUID id, Intake.State state, Instant now) {
    tx.run("delete from intake_line where intake_id = $1", id);
    tx.run(
        "update intake set state = $2, finished_at = $3 where id = $1",
        id,
        state.name(),
        now.atOffset(ZoneOffset.UTC));
  }

  private Intake toIntake(Row row) {
    return new Intake(
        row.getUUID("id"),
        row.getString("source"),
        row.getString("file_name"),
        Intake.State.valueOf(row.getString("state")),
        row.getInteger("lines"),
        row.getInteger("bad"),
        row.getInteger("known"),
        row.getInteger("loaded"),
        row.getInteger("customers"),
        new Money(row.getLong("opening_minor"), currency),
        row.getInteger("problems"),
        row.getString("received_by"),
        row.getOffsetDateTime("received_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant));
  }
}
