-- Payment systems and banks whose registers are taken in: how each writes, which payments of branches
-- it is about, and how exactly the two must agree.
create table register_source (
  code                text        primary key check (code ~ '^[A-Z0-9-]{2,20}$'),
  name                text        not null,
  format              text        not null check (format in ('CSV', 'CAMT')),
  method              text        not null,
  dialect             text        not null,  -- JSON; of no meaning for camt
  tolerance_minor     bigint      not null check (tolerance_minor >= 0),
  tolerance_per_mille int         not null check (tolerance_per_mille between 0 and 1000),
  days                int         not null check (days between 0 and 31),
  changed_by          text        not null,
  changed_at          timestamptz not null
);

create table register_file (
  id              uuid        primary key,
  source          text        not null references register_source,
  name            text        not null,
  fingerprint     text        not null,
  lines           int         not null,
  from_day        date        not null,
  to_day          date        not null,
  uploaded_by     text        not null,
  uploaded_at     timestamptz not null,
  state           text        not null check (state in ('NEW', 'MATCHED')),
  problem         text        not null default '',
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  unique (source, fingerprint)
);
create index register_file_due on register_file (next_attempt_at) where state = 'NEW';

-- A bank's statement counts once, in whatever file it comes.
create table register_statement (
  source    text not null references register_source,
  kind      text not null,
  account   text not null,
  statement text not null,
  page      int  not null,
  file_id   uuid not null references register_file,
  primary key (source, kind, account, statement, page)
);

create table register_match (
  id               uuid        primary key,
  source           text        not null references register_source,
  rule             text        not null,  -- BY_HAND where a person paired them
  reason           text        not null,
  difference_minor bigint      not null,
  currency         text        not null,
  made_by          text        not null,
  made_at          timestamptz not null,
  undone_by        text        not null default '',
  undone_at        timestamptz
);
create index register_match_source on register_match (source, made_at desc);

-- What was paired once and undone by a person is not paired again by a rule.
create table register_line (
  id           bigint  generated always as identity primary key,
  file_id      uuid    not null references register_file,
  source       text    not null references register_source,
  line         int     not null,
  reference    text    not null,
  amount_minor bigint  not null,
  currency     text    not null,
  day          date    not null,
  text         text    not null,
  match_id     uuid    references register_match,
  by_hand_only boolean not null default false
);
create index register_line_open on register_line (source, day) where match_id is null;
create index register_line_match on register_line (match_id);

create table register_taking (
  source       text    not null references register_source,
  payment_id   uuid    not null,
  branch       text    not null,
  receipt      text    not null,
  reference    text    not null,
  account      text    not null,
  amount_minor bigint  not null,
  currency     text    not null,
  day          date    not null,
  match_id     uuid    references register_match,
  by_hand_only boolean not null default false,
  primary key (source, payment_id)
);
create index register_taking_open on register_taking (source, day) where match_id is null;
create index register_taking_match on register_taking (match_id);

grant select, insert, update on register_source, register_file, register_match, register_line,
  register_taking to ${app};
grant select, insert on register_statement to ${app};
grant delete on register_taking to ${app};
grant usage on all sequences in schema public to ${app};
