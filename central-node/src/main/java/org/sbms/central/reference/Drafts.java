package org.sbms.central.reference;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reference.DraftView.Change;
import org.sbms.central.reference.DraftView.ChangeKind;
import org.sbms.central.reference.EditSheet.DraftRow;
import org.sbms.central.reference.EditSheet.ListDraftRows;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Drafts in the database. */
final class Drafts {
  private static final String DRAFT =
      """
      select d.*, c.added, c.changed, c.removed
      from reference_draft d
      cross join lateral (
        select count(*) filter (where old_values is null) as added,
          count(*) filter (where old_values is not null and new_values is not null) as changed,
          count(*) filter (where new_values is null) as removed
        from reference_draft_change where draft_id = d.id
      ) c
      """;

  private Drafts() {}

  static void insert(Tx tx, UUID id, String dataset, String author, String source, Instant now) {
    tx.run(
        """
        insert into reference_draft (id, dataset, state, authors, source, base_version, created_at)
        select $1, $2, 'OPEN', array[$3], $4, version, $5 from reference_head
        """,
        id,
        dataset,
        author,
        source,
        time(now));
  }

  /** Fills a draft with the difference between the published rows and the staged ones. */
  static void fill(Tx tx, UUID id, String dataset, ImportMode mode) {
    tx.run(
        """
        insert into reference_draft_change (draft_id, key, old_values, new_values)
        select $1, key, published.values, imported.values
        from (select key, values from reference_import_line where draft_id = $1) imported
        full join (
          select key, values from reference_row where dataset = $2 and valid_to_version is null
        ) published using (key)
        where published.values is distinct from imported.values
          and ($3 or imported.key is not null)
        """,
        id,
        dataset,
        mode == ImportMode.REPLACE);
    StagedFile.remove(tx, id);
  }

  private static final String WHAT_DIFFERS =
      """
      from (
        select key, values from reference_row
        where dataset = $1 and valid_from_version <= $2
          and (valid_to_version is null or valid_to_version > $2)
      ) past
      full join (
        select key, values from reference_row where dataset = $1 and valid_to_version is null
      ) published using (key)
      where published.values is distinct from past.values
      """;

  static boolean differs(Tx tx, String dataset, long version) {
    return tx.one(
            row -> row.getBoolean(0),
            "select exists (select " + WHAT_DIFFERS + ")",
            dataset,
            version)
        .orElseThrow();
  }

  /** Fills a draft with what would make the dataset again what it was at a version. */
  static void fillFrom(Tx tx, UUID id, String dataset, long version) {
    tx.run(
        """
        insert into reference_draft_change (draft_id, key, old_values, new_values)
        select $3::uuid, key, published.values, past.values
        """
            + WHAT_DIFFERS,
        dataset,
        version,
        id);
  }

  /** Sets what the draft makes of one row; equal to the published row, it is no change. */
  static void putChange(Tx tx, UUID id, String dataset, String key, Optional<String> newValues) {
    tx.run("delete from reference_draft_change where draft_id = $1 and key = $2", id, key);
    tx.run(
        """
        insert into reference_draft_change (draft_id, key, old_values, new_values)
        select $1, $2, r.values, $4::text::jsonb
        from (select) one
        left join reference_row r
          on r.dataset = $3 and r.key = $2 and r.valid_to_version is null
        where r.values is distinct from $4::text::jsonb
        """,
        id,
        key,
        dataset,
        newValues.orElse(null));
  }

  static void revertChange(Tx tx, UUID id, String key) {
    tx.run("delete from reference_draft_change where draft_id = $1 and key = $2", id, key);
  }

  static void addAuthor(Tx tx, UUID id, String login) {
    tx.run(
        """
        update reference_draft set authors = authors || $2
        where id = $1 and not $2 = any (authors)
        """,
        id,
        login);
  }

  static void submit(Tx tx, UUID id, Instant now) {
    tx.run(
        "update reference_draft set state = 'SUBMITTED', submitted_at = $2 where id = $1",
        id,
        time(now));
  }

  static void decide(Tx tx, UUID id, DraftState state, String by, String note, Instant now) {
    tx.run(
        """
        update reference_draft
        set state = $2, decided_by = $3, decision_note = $4, decided_at = $5
        where id = $1
        """,
        id,
        state.name(),
        by,
        note,
        time(now));
  }

  /** Waits for, and keeps out, everybody else who wants to change this draft. */
  static Optional<DraftView> lock(Tx tx, UUID id) {
    return tx.one(
            row -> row.getUUID(0), "select id from reference_draft where id = $1 for update", id)
        .flatMap(locked -> find(tx, locked));
  }

  static Optional<DraftView> find(Sql sql, UUID id) {
    return sql.one(row -> row, DRAFT + "where d.id = $1", id)
        .map(row -> view(row, changes(sql, id, 0, DraftView.PREVIEW)));
  }

  /** Drafts without their changes, the newest first. */
  static List<DraftView> list(Sql sql, String dataset, List<DraftState> states, int limit) {
    return sql.list(
        row -> view(row, List.of()),
        DRAFT
            + """
            where ($1 = '' or d.dataset = $1) and d.state = any ($2)
            order by d.created_at desc limit $3
            """,
        dataset,
        states.stream().map(DraftState::name).toArray(String[]::new),
        limit);
  }

  static List<Change> changes(Sql sql, UUID id, int offset, int limit) {
    return sql.list(
        Drafts::change,
        """
        select key, old_values, new_values from reference_draft_change
        where draft_id = $1 order by key offset $2 limit $3
        """,
        id,
        offset,
        limit);
  }

  static Change change(Row row) {
    var before = JsonRows.valuesIfAny(row, "old_values");
    var after = JsonRows.valuesIfAny(row, "new_values");
    ChangeKind kind =
        before == null ? ChangeKind.ADDED : after == null ? ChangeKind.REMOVED : ChangeKind.CHANGED;
    return new Change(row.getString("key"), kind, before, after);
  }

  private static final String ROWS =
      """
      select * from (
        select r.key, coalesce(c.new_values, r.values) as values,
          case when c.key is null then null when c.new_values is null then 'REMOVED'
            else 'CHANGED' end as change
        from reference_row r
        left join reference_draft_change c on c.draft_id = $1 and c.key = r.key
        where r.dataset = $2 and r.valid_to_version is null
        union all
        select key, new_values, 'ADDED' from reference_draft_change
        where draft_id = $1 and old_values is null
      ) r
      """;

  /** Rows as the draft would leave them, removed ones included, by key. */
  static List<DraftRow> rows(Sql sql, DraftView draft, ListDraftRows question, int limit) {
    return sql.list(
        Drafts::draftRow,
        ROWS
            + """
            where (not $3 or change is not null)
              and ($4 = '' or strpos(lower(key), lower($4)) > 0 or exists (
                select from jsonb_each_text(values) v (name, value)
                where strpos(lower(v.value), lower($4)) > 0))
            order by key offset $5 limit $6
            """,
        draft.id(),
        draft.dataset(),
        question.changedOnly(),
        question.search(),
        Math.max(0, question.offset()),
        limit);
  }

  static Optional<DraftRow> row(Sql sql, DraftView draft, String key) {
    return sql.one(Drafts::draftRow, ROWS + "where key = $3", draft.id(), draft.dataset(), key);
  }

  private static DraftRow draftRow(Row row) {
    return new DraftRow(
        row.getString("key"),
        JsonRows.values(row.getJsonObject("values")),
        Optional.ofNullable(row.getString("change")).map(ChangeKind::valueOf));
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static DraftView view(Row row, List<Change> changes) {
    long added = row.getLong("added");
    long changed = row.getLong("changed");
    long removed = row.getLong("removed");
    return new DraftView(
        row.getUUID("id"),
        row.getString("dataset"),
        DraftState.valueOf(row.getString("state")),
        List.of(row.getArrayOfStrings("authors")),
        row.getString("source"),
        row.getLong("base_version"),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("submitted_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("decided_by")),
        Optional.ofNullable(row.getOffsetDateTime("decided_at")).map(OffsetDateTime::toInstant),
        row.getString("decision_note"),
        Optional.ofNullable(row.getLong("version")),
        added,
        changed,
        removed,
        changes,
        added + changed + removed > changes.size());
  }
}
