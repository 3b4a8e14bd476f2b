-- The origin's side: money to be given back here, to subscribers of any branch.
create sequence refund_number;

create table refund (
  id             uuid        primary key,
  slip           text        not null unique,
  account        text        not null,
  home           text        not null,
  amount_minor   bigint      not null check (amount_minor > 0),
  currency       text        not null,
  reason         text        not null,
  comment        text        not null,
  state          text        not null
    check (state in ('REQUESTED', 'PAID', 'REFUSED', 'CANCELLING', 'CANCELLED')),
  requested_at   timestamptz not null,
  requested_by   text        not null,
  changed_at     timestamptz not null,
  origin_number  bigint      not null,  -- of the journal entry; 0 for an own subscriber's
  home_number    bigint      not null default 0,
  settlement_day date,
  problem        text        not null default '',
  detail         text        not null default ''
);
create index refund_requested on refund (requested_at desc, id);
create index refund_account on refund (account, requested_at desc);

-- Home's side: what other branches asked for. The key makes each refund happen once.
create table debit (
  origin         text        not null,
  refund_id      uuid        not null,
  account        text        not null,
  amount_minor   bigint      not null,
  currency       text        not null,
  state          text        not null
    check (state in ('GRANTED', 'DECLINED', 'VOIDED', 'RETURNED')),
  origin_number  bigint      not null,
  home_number    bigint      not null,
  settlement_day date        not null,
  at             timestamptz not null,
  problem        text        not null default '',
  detail         text        not null default '',
  reason         text        not null default '',
  requested_by   text        not null,
  primary key (origin, refund_id)
);
create index debit_account on debit (account, at desc);

grant select, insert, update on refund to ${app};
grant select, insert, update on debit to ${app};
grant usage on sequence refund_number to ${app};
