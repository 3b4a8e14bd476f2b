-- Who did what. The application may add and read, never change or delete. Blocks of records are
-- sealed into a chain of hashes, so a change by somebody with more rights shows.
--
-- tx is the writing transaction: ids are given out before commit, so a lower id may appear after a
-- higher one; a block therefore spans transactions that are all known to have ended.
create table audit_record (
  id          bigint      generated always as identity primary key,
  tx          xid8        not null default pg_current_xact_id(),
  at          timestamptz not null,
  actor_node  text        not null,
  actor_login text        not null,
  actor_role  text        not null,
  via         text        not null,
  operation   text        not null,
  key         text        not null,
  subject     text        not null,
  outcome     text        not null,
  address     text        not null,
  trace_id    text        not null,
  details     text        not null
);
create index audit_record_tx on audit_record (tx);
create index audit_record_at on audit_record (at, id);
create index audit_record_actor on audit_record (actor_login, id);
create index audit_record_subject on audit_record (subject, id) where subject <> '';

create table audit_block (
  number        bigint      primary key,
  from_tx       xid8        not null,
  to_tx         xid8        not null,
  records       bigint      not null,
  previous_hash text        not null,
  hash          text        not null,
  sealed_at     timestamptz not null
);

grant select, insert on audit_record, audit_block to ${app};
grant usage on all sequences in schema public to ${app};
