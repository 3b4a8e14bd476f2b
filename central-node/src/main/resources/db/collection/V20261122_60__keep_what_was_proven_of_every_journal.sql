-- Entries of branches' journals that were proven: hash, link and head spoke for them. They are the
-- measure for every later reading, so the application may add to them and nothing else.
create table collected_entry (
  branch         text        not null,
  number         bigint      not null,
  previous_hash  bytea       not null,
  hash           bytea       not null,
  kind           text        not null,
  transaction_id uuid        not null,
  origin         text        not null,
  home           text        not null,
  origin_number  bigint      not null,
  subject        text        not null,
  amount_minor   bigint      not null,
  currency       text        not null,
  at             timestamptz not null,
  settlement_day date,
  collected_at   timestamptz not null,
  primary key (branch, number)
);
create index collected_entry_transaction on collected_entry (transaction_id);

-- What the last reading found wrong, number by number. Written anew by every reading of a stretch,
-- so a finding goes when the branch's journal is right again. Where an entry is in question it is
-- kept here: as it is shown now, or as it was proven where it is shown no more.
create table journal_finding (
  branch         text        not null,
  number         bigint      not null,
  problem        text        not null,
  detail         text        not null,
  found_at       timestamptz not null,
  previous_hash  bytea,
  hash           bytea,
  kind           text,
  transaction_id uuid,
  origin         text,
  home           text,
  origin_number  bigint,
  subject        text,
  amount_minor   bigint,
  currency       text,
  at             timestamptz,
  settlement_day date,
  primary key (branch, number)
);
create index journal_finding_transaction on journal_finding (transaction_id);

-- How far each journal was read, and whether the last try succeeded.
create table collected_journal (
  branch       text        primary key,
  head_number  bigint      not null,
  read_at      timestamptz,
  attempted_at timestamptz not null,
  problem      text        not null
);

-- Journals as branches show them now.
create view journal_shown as
select branch, number, previous_hash, hash, kind, transaction_id, origin, home, origin_number,
       subject, amount_minor, currency, at, settlement_day,
       false as is_doubtful, false as is_vanished
from collected_entry e
where not exists (
  select from journal_finding f
  where f.branch = e.branch and f.number = e.number and f.transaction_id is not null)
union all
select branch, number, previous_hash, hash, kind, transaction_id, origin, home, origin_number,
       subject, amount_minor, currency, at, settlement_day,
       true, problem = 'VANISHED'
from journal_finding
where transaction_id is not null;

grant select, insert on collected_entry to ${app};
grant select, insert, delete on journal_finding to ${app};
grant select, insert, update on collected_journal to ${app};
grant select on journal_shown to ${app};
