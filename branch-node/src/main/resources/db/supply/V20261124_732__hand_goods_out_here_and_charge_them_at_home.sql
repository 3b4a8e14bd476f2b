-- The origin's side: items of this branch's stock, handed out to subscribers of any branch, or sold
-- over the counter for money.
create sequence goods_receipt_number;

create table supply (
  id                     uuid        primary key,
  receipt                text        not null unique,
  account                text,       -- absent where goods were sold over the counter
  home                   text        not null,
  kind                   text        not null,
  model                  text        not null,
  serial                 text        not null references stock_item,
  replaced               text,       -- the serial of the item that goes; absent for a sale
  replacement_reason     text,
  currency               text        not null,
  goods_minor            bigint      not null check (goods_minor >= 0),
  handling_minor         bigint      not null check (handling_minor >= 0),
  home_of_goods_minor    bigint      not null check (home_of_goods_minor >= 0),
  home_of_handling_minor bigint      not null check (home_of_handling_minor >= 0),
  method                 text,       -- how it was paid at the counter; absent when charged at home
  state                  text        not null
    check (state in ('ISSUED', 'CONFIRMED', 'REJECTED', 'CANCELLING', 'REVERSED')),
  -- Whether the charge at home is known here; a cancellation of a known one undoes other bookings.
  confirmed              boolean     not null,
  -- Whether an item that is not paid for has come back to the warehouse.
  item_back              boolean     not null default false,
  issued_at              timestamptz not null,
  issued_by              text        not null,
  changed_at             timestamptz not null,
  origin_number          bigint      not null,  -- of the journal entry; 0 for an own subscriber's
  home_number            bigint      not null default 0,
  settlement_day         date,
  reason                 text        not null default '',
  detail                 text        not null default '',
  check ((account is null) = (method is not null))
) with (fillfactor = 80);
create index supply_issued on supply (issued_at desc, id);
create index supply_account on supply (account, issued_at desc);
create index supply_to_come_back on supply (issued_at)
  where state in ('REJECTED', 'REVERSED') and not item_back;

-- Home's side: what other branches handed out to our subscribers. The key makes each happen once.
create table goods_charge (
  origin         text        not null,
  goods_id       uuid        not null,
  account        text        not null,
  serial         text        not null,
  state          text        not null check (state in ('CHARGED', 'REFUSED', 'VOIDED', 'REVERSED')),
  order_body     text        not null,  -- JSON of the whole order: a repeat must say the same
  origin_number  bigint      not null,
  home_number    bigint      not null,
  settlement_day date        not null,
  at             timestamptz not null,
  reason         text        not null default '',
  detail         text        not null default '',
  issued_by      text        not null,
  primary key (origin, goods_id)
);
create index goods_charge_account on goods_charge (account, at desc);

grant select, insert, update on supply to ${app};
grant select, insert, update on goods_charge to ${app};
grant usage on all sequences in schema public to ${app};
