-- A balance says how much is owed, not for what. Every charge gets a row: those taken from the
-- balance at once (a change of plan, a service, goods) before they are on a bill, those that a bill
-- run makes with the bill itself. A line of an invoice is the charge, not a copy of it.
create table charge (
  id           uuid    primary key,
  account      text    not null,
  kind         text    not null check (kind in ('RECURRING', 'ONE_TIME', 'USAGE', 'ADJUSTMENT',
    'PENALTY', 'GOODS')),
  offer_kind   text    check (offer_kind in ('PLAN', 'SERVICE')),
  offer        text,
  product      text    not null,
  text         text    not null,   -- as it is read on the bill, in the customer's language
  period_from  date    not null,
  period_until date    not null check (period_until > period_from),  -- the first day not in it
  charged_on   date    not null,
  quantity     bigint,
  unit         text,
  amount_minor bigint  not null,   -- as priced, before taxes are told apart or added
  net_minor    bigint  not null,   -- these three are final once the charge is on a bill
  tax_minor    bigint  not null,
  gross_minor  bigint  not null,
  currency     text    not null,
  booked       boolean not null,   -- whether amount_minor has left the balance already
  source       text,               -- what made it, so that it is made once; none for a bill run
  source_id    text,
  invoice_id   uuid,               -- no foreign key: a run writes both, and by millions
  line         int,
  check (net_minor + tax_minor = gross_minor),
  check ((invoice_id is null) = (line is null)),
  check ((source is null) = (source_id is null))
);

-- An account has some hundred charges; what is asked of them is asked by account.
create index charge_account on charge (account);
create index charge_not_on_a_bill on charge (account) where invoice_id is null;
create unique index charge_source on charge (source, source_id) where source is not null;

grant select, insert, update on charge to ${app};
