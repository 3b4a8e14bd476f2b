-- The branch's own stock. An item is in one state; what happened to it is in the moves, which are
-- only ever added.
create table stock_item (
  serial      text        primary key,
  kind        text        not null
    check (kind in ('SIM', 'SMART_CARD', 'SET_TOP_BOX', 'MODEM', 'REMOTE')),
  model       text        not null,
  state       text        not null
    check (state in ('IN_STOCK', 'RESERVED', 'ISSUED', 'FAULTY', 'BLACKLISTED', 'RETURNED')),
  received_at timestamptz not null,
  changed_at  timestamptz not null
);
create index stock_item_kind on stock_item (kind, state, model);

create table stock_move (
  id         bigint      generated always as identity primary key,
  serial     text        not null references stock_item,
  at         timestamptz not null,
  from_state text,       -- absent when the item was received
  to_state   text        not null,
  by         text        not null,
  reason     text        not null,
  goods_id   uuid        -- what it was handed out or taken back for
);
create index stock_move_serial on stock_move (serial, id);

-- What equipment our subscribers have and had, whichever branch's stock it came from. One item is
-- with one subscriber at a time.
create table subscriber_equipment (
  id          bigint generated always as identity primary key,
  account     text   not null references account,
  kind        text   not null
    check (kind in ('SIM', 'SMART_CARD', 'SET_TOP_BOX', 'MODEM', 'REMOTE')),
  model       text   not null,
  serial      text   not null,
  since       date,  -- absent where nobody wrote it down
  until       date,
  supplied_by text,
  note        text   not null default ''
);
create unique index subscriber_equipment_present on subscriber_equipment (serial)
  where until is null;
create index subscriber_equipment_account on subscriber_equipment (account);

-- A subscriber is found by the number of the SIM too.
alter table identifier drop constraint identifier_kind_check;
alter table identifier add constraint identifier_kind_check
  check (kind in ('PHONE', 'SIM', 'SMART_CARD', 'SET_TOP_BOX', 'LOGIN'));

grant select, insert, update on stock_item to ${app};
grant select, insert on stock_move to ${app};
grant select, insert, update on subscriber_equipment to ${app};
grant usage on all sequences in schema public to ${app};
