-- The inter-branch journal. Numbers come from the one row of journal_head, locked at the end of a
-- transaction, since a sequence would leave gaps when a transaction is undone.
create table journal_head (
  only_one boolean primary key default true check (only_one),
  number   bigint not null,
  hash     bytea  not null
);
insert into journal_head (number, hash) values (0, decode(repeat('00', 32), 'hex'));

create table journal_entry (
  number         bigint      primary key,
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
  settlement_day date
);
create index journal_entry_transaction on journal_entry (transaction_id);

grant select, update on journal_head to ${app};
grant select, insert on journal_entry to ${app};
