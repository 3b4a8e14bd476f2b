-- A voucher that was handed out is owed to whoever holds its PIN, until it is redeemed or expires. PINs
-- are known here by a keyed hash only; the list for the printer is sealed and goes when it is taken out.
create sequence voucher_batch_number;

create table voucher_batch (
  id           uuid        primary key,
  number       text        not null unique,
  kind         text        not null
    check (kind in ('TOP_UP', 'REGISTRATION', 'VOD', 'CHANNEL', 'PACKAGE')),
  face_minor   bigint      not null check (face_minor > 0),
  currency     text        not null,
  offer        text        not null,
  pin_template text        not null,
  pieces       int         not null check (pieces > 0),
  valid_until  date        not null,
  made_at      timestamptz not null,
  made_by      text        not null,
  sealed_pins  bytea,
  taken_out_at timestamptz,
  taken_out_by text        not null default '',
  -- Taken out means gone from here.
  check (taken_out_at is null or sealed_pins is null)
);

create table voucher (
  serial      text        primary key,
  batch       uuid        not null references voucher_batch (id),
  position    int         not null,
  pin_mark    bytea       not null unique,
  state       text        not null
    check (state in ('STORED', 'ACTIVE', 'REDEEMED', 'BLOCKED', 'EXPIRED')),
  buyer       text        not null default '',
  handed_out  timestamptz,
  account     text        not null default '',
  changed_at  timestamptz not null,
  changed_by  text        not null,
  comment     text        not null default '',
  unique (batch, position),
  -- Only what was handed out is owed to somebody.
  check (state in ('STORED', 'EXPIRED') or handed_out is not null),
  check ((state = 'REDEEMED') = (account <> ''))
);
create index voucher_owed on voucher (batch) where state in ('ACTIVE', 'BLOCKED');

-- What those who sell them on still owe us; the ledger has the same by subject.
create table voucher_buyer (
  buyer     text   not null,
  currency  text   not null,
  due_minor bigint not null check (due_minor >= 0),
  primary key (buyer, currency)
);

-- Wrong PINs, by who typed them and for which account.
create table voucher_guess (
  scope     text        primary key,
  wrong     int         not null,
  since     timestamptz not null
);

grant select, insert, update on voucher_batch to ${app};
grant select, insert, update on voucher to ${app};
grant select, insert, update on voucher_buyer to ${app};
grant select, insert, update on voucher_guess to ${app};
grant usage on sequence voucher_batch_number to ${app};
