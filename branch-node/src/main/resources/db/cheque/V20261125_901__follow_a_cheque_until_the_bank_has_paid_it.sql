-- A cheque is a promise: it may bounce weeks after it was taken. So it is followed from the desk over the deposit slip to the bank's
-- answer, and beside that whether a balance has its money, which a bounce takes back.
create sequence cheque_slip_number;

create table cheque_slip (
  id         uuid        primary key,
  number     text        not null unique,
  bank       text        not null,
  made_on    date        not null,
  made_at    timestamptz not null,
  made_by    text        not null
);

create table cheque (
  id             uuid        primary key,
  number         text        not null,
  bank           text        not null,
  drawer         text        not null,
  dated          date        not null,
  account        text        not null,
  amount_minor   bigint      not null check (amount_minor > 0),
  currency       text        not null,
  state          text        not null
    check (state in ('RECEIVED', 'DEPOSITED', 'CLEARED', 'BOUNCED', 'RETURNED')),
  credit         text        not null
    check (credit in ('NONE', 'DUE', 'CREDITED', 'NOT_TAKEN', 'REVERSE_DUE', 'REVERSED', 'KEPT')),
  -- Its amount lies on the account of cheques that no balance has.
  held           boolean     not null,
  credit_account text        not null,
  credit_attempt int         not null default 0,
  payment_id     uuid,
  slip           uuid        references cheque_slip (id),
  reason         text        not null default '',
  fee_minor      bigint      not null default 0 check (fee_minor >= 0),
  received_at    timestamptz not null,
  received_by    text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  check (state not in ('DEPOSITED', 'CLEARED') or slip is not null)
);
-- The same piece of paper is not taken twice.
create unique index cheque_paper on cheque (lower(bank), lower(number), lower(drawer)) where state <> 'RETURNED';
create index cheque_received on cheque (received_at);
create index cheque_slip_of on cheque (slip);
create index cheque_account on cheque (account);
create index cheque_to_do on cheque (changed_at) where credit in ('DUE', 'REVERSE_DUE');

grant select, insert on cheque_slip to ${app};
grant select, insert, update on cheque to ${app};
grant usage on sequence cheque_slip_number to ${app};
