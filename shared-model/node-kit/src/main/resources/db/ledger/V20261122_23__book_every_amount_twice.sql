-- Double entry. A posting is one amount that leaves one account and enters another, so it cannot be
-- out of balance; a document with several lines is several postings under one transaction_id.
create table ledger_account (
  code text primary key,
  name text not null
);

create table ledger_posting (
  id             bigint      generated always as identity primary key,
  transaction_id uuid        not null,
  kind           text        not null,
  debit          text        not null,
  credit         text        not null,
  amount_minor   bigint      not null check (amount_minor > 0),
  currency       text        not null,
  subject        text        not null,  -- whose: a subscriber's account number, a branch
  booked_at      timestamptz not null,
  value_date     date        not null,
  check (debit <> credit)
);
create index ledger_posting_transaction on ledger_posting (transaction_id);
create index ledger_posting_subject on ledger_posting (subject, id);

grant select, insert on ledger_account to ${app};
grant select, insert on ledger_posting to ${app};
grant usage on all sequences in schema public to ${app};
