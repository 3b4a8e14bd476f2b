-- A shift is one person at one drawer, from a counted float to a counted drawer. Payments, refunds and
-- cancellations belong to it by person and time, so taking a payment writes nothing for it.
create sequence cash_shift_number;

create table cash_shift (
  id             uuid        primary key,
  number         text        not null unique,
  desk           text        not null,
  person         text        not null,
  state          text        not null check (state in ('OPEN', 'WAITING', 'CLOSED')),
  currency       text        not null,
  opened_at      timestamptz not null,
  float_minor    bigint      not null check (float_minor >= 0),
  float_count    jsonb       not null,
  -- What was found when it was closed, as it was then: nothing that comes later changes it.
  closed_at      timestamptz,
  counted_minor  bigint      check (counted_minor >= 0),
  counted_count  jsonb,
  figures        jsonb,
  variance_minor bigint,
  comment        text        not null default '',
  accepted_at    timestamptz,
  accepted_by    text        not null default '',
  decision       text        not null default '',
  check ((state = 'OPEN') = (closed_at is null)),
  check ((closed_at is null) = (counted_minor is null)),
  check ((closed_at is null) = (figures is null)),
  check ((closed_at is null) = (variance_minor is null))
);
-- Nobody stands at two drawers.
create unique index cash_shift_open on cash_shift (person) where state = 'OPEN';
create index cash_shift_of_person on cash_shift (person, opened_at);

create table cash_move (
  id           uuid        primary key,
  shift        uuid        not null references cash_shift (id),
  kind         text        not null check (kind in ('FROM_SAFE', 'TO_SAFE')),
  amount_minor bigint      not null check (amount_minor > 0),
  comment      text        not null,
  moved_at     timestamptz not null
);
create index cash_move_of_shift on cash_move (shift, moved_at);

-- What a person paid out while a shift was open.
create index refund_paid on refund (requested_by, changed_at) where state = 'PAID';

grant select, insert, update on cash_shift to ${app};
grant select, insert on cash_move to ${app};
grant usage on sequence cash_shift_number to ${app};
