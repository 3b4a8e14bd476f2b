-- A subscriber who signed a mandate lets us collect what is due. A run asks the bank for it; the bank's
-- files say what came and what went back, and only then is anything credited.
create table dd_creditor (
  one       boolean primary key default true check (one),
  name      text    not null,
  account   text    not null references bank_account,
  bic       text    not null,
  scheme_id text    not null,
  max_minor bigint  not null check (max_minor > 0)  -- a larger bill is set aside
);

create table dd_mandate (
  id         uuid        primary key,
  reference  text        not null unique,
  account    text        not null references account,
  scheme     text        not null check (scheme in ('CORE', 'B2B')),
  signed_on  date        not null,
  debtor     bytea       not null,  -- sealed: name, IBAN, BIC
  iban_tail  text        not null,  -- the last four signs
  used       boolean     not null default false,  -- the next collection is no first one
  state      text        not null check (state in ('ACTIVE', 'SUSPENDED', 'ENDED')),
  reason     text        not null default '',
  made_at    timestamptz not null,
  made_by    text        not null,
  changed_at timestamptz not null,
  changed_by text        not null
);
create unique index dd_mandate_of_account on dd_mandate (account) where state <> 'ENDED';
create index dd_mandate_made on dd_mandate (made_at desc, id);

create table dd_run (
  id           uuid        primary key,
  number       bigint      generated always as identity unique,
  collect_on   date        not null,
  state        text        not null check (state in ('DRAFT', 'PRESENTED', 'DROPPED')),
  file         bytea,      -- sealed: what the bank was sent
  made_at      timestamptz not null,
  made_by      text        not null,
  decided_at   timestamptz,
  decided_by   text        not null default '',
  check ((state = 'PRESENTED') = (file is not null)),
  -- Nobody sends what they drew up themselves.
  check (state <> 'PRESENTED' or decided_by <> made_by)
);

create table dd_collection (
  id             uuid        primary key,
  run_id         uuid        not null references dd_run,
  mandate_id     uuid        not null references dd_mandate,
  account        text        not null,
  invoice_id     uuid        not null references invoice,
  amount_minor   bigint      not null check (amount_minor > 0),
  currency       text        not null,
  end_to_end_id  text        not null unique,
  attempt        int         not null check (attempt in (1, 2)),
  state          text        not null
    check (state in ('PLANNED', 'SET_ASIDE', 'DROPPED', 'PRESENTED', 'COLLECTED', 'RETURNED')),
  reason         text        not null default '',
  again          boolean     not null default false,  -- may be presented once more
  payment_id     uuid,
  changed_at     timestamptz not null
);
create index dd_collection_run on dd_collection (run_id, end_to_end_id);
create index dd_collection_invoice on dd_collection (invoice_id);
-- An invoice is asked for by one collection at a time.
create unique index dd_collection_once on dd_collection (invoice_id)
  where state in ('PLANNED', 'PRESENTED', 'COLLECTED');
create index dd_collection_out on dd_collection (end_to_end_id)
  where state in ('PRESENTED', 'COLLECTED');

grant select, insert, update on dd_creditor, dd_mandate, dd_run, dd_collection to ${app};
grant usage on all sequences in schema public to ${app};
