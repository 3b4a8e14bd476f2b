-- Money that is nobody's goes back to the account that it came from: one person asks, another one sends, and
-- only then it leaves the books. The file for the bank is kept sealed, for it names who paid.
create sequence bank_return_file_number;

create table bank_return_file (
  id      uuid        primary key,
  name    text        not null unique,
  file    bytea       not null,  -- sealed: pain.001
  made_at timestamptz not null,
  made_by text        not null
);

create table bank_return (
  id           uuid        primary key,
  number       bigint      generated always as identity unique,
  line_id      uuid        not null references bank_line,
  amount_minor bigint      not null check (amount_minor > 0),
  currency     text        not null,
  state        text        not null check (state in ('ASKED', 'SENT', 'DROPPED')),
  reason       text        not null,
  file_id      uuid        references bank_return_file,
  asked_at     timestamptz not null,
  asked_by     text        not null,
  decided_at   timestamptz,
  decided_by   text        not null default '',
  check ((state = 'SENT') = (file_id is not null)),
  -- Nobody sends what they asked for themselves.
  check (state <> 'SENT' or decided_by <> asked_by)
);
create unique index bank_return_once on bank_return (line_id) where state in ('ASKED', 'SENT');
create index bank_return_asked on bank_return (number) where state = 'ASKED';

grant select, insert on bank_return_file to ${app};
grant select, insert, update on bank_return to ${app};
grant usage on all sequences in schema public to ${app};
