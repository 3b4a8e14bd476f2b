-- The origin's side: money taken here, for subscribers of any branch.
create sequence receipt_number;

create table payment (
  id             uuid        primary key,
  receipt        text        not null unique,
  account        text        not null,
  home           text        not null,
  amount_minor   bigint      not null check (amount_minor > 0),
  currency       text        not null,
  method         text        not null,
  reference      text        not null,
  state          text        not null
    check (state in ('ACCEPTED', 'POSTED', 'REJECTED', 'CANCELLING', 'REVERSED')),
  -- Whether the credit at home is known here; a cancellation of a known one undoes another booking.
  confirmed      boolean     not null default false,
  accepted_at    timestamptz not null,
  accepted_by    text        not null,
  changed_at     timestamptz not null,
  origin_number  bigint      not null,  -- of the journal entry; 0 for an own subscriber's
  home_number    bigint      not null default 0,
  settlement_day date,
  reason         text        not null default '',
  detail         text        not null default ''
) with (fillfactor = 80);
create index payment_accepted on payment (accepted_at desc, id);
create index payment_account on payment (account, accepted_at desc);
create index payment_open on payment (home, accepted_at) where state in ('ACCEPTED', 'CANCELLING');
create index payment_rejected on payment (accepted_at) where state = 'REJECTED';

-- Home's side: what other branches took for our subscribers. The key makes each payment happen once.
create table credit (
  origin         text        not null,
  payment_id     uuid        not null,
  account        text        not null,
  amount_minor   bigint      not null,
  currency       text        not null,
  state          text        not null check (state in ('POSTED', 'REJECTED', 'VOIDED', 'REVERSED')),
  origin_number  bigint      not null,
  home_number    bigint      not null,
  settlement_day date        not null,
  at             timestamptz not null,
  reason         text        not null default '',
  detail         text        not null default '',
  taken_by       text        not null,
  primary key (origin, payment_id)
);
create index credit_account on credit (account, at desc);

grant select, insert, update on payment to ${app};
grant select, insert, update on credit to ${app};
grant usage on all sequences in schema public to ${app};
