-- How an account is billed, and how far it is.
create table account_billing (
  account            text   primary key references account,
  mode               text   not null check (mode in ('PREPAID', 'POSTPAID', 'HYBRID')),
  cycle_months       int    not null check (cycle_months in (1, 2, 3, 6, 12)),
  anchor_day         int    not null check (anchor_day between 1 and 31),
  cycle_since        date   not null,   -- from when on it is this cycle; nothing before is looked at
  billed_until       date,              -- the first day that no bill covers; none before the first
  recheck_from       date,              -- something changed in what is billed already, from here on
  credit_limit_minor bigint not null default 0 check (credit_limit_minor >= 0),
  tax_area           text   not null,
  language           text   not null check (language in ('EN', 'RU')),
  delivery           text[] not null default '{PRINT}',
  stopped_since      date               -- prepaid and not covered: not served from this day on
);
create index account_billing_due on account_billing (billed_until);

-- Days on which a prepaid account was not served, since its fee was not covered: none is due.
create table account_stop (
  account text not null references account,
  since   date not null,
  until   date not null check (until > since),
  primary key (account, since)
);

-- What holds for all bills of this branch.
create table billing_settings (
  one                 boolean primary key default true check (one),
  mode                text   not null default 'POSTPAID',
  tax_area            text   not null default 'RU',
  payment_term_days   int    not null default 15 check (payment_term_days between 0 and 365),
  second_person_minor bigint not null default 500000 check (second_person_minor >= 0)
);
insert into billing_settings default values;

-- Whoever was served before there were bills has been charged by the calendar month: this one is
-- paid for, bills begin with the next.
insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since, billed_until,
    tax_area, language)
select number, 'POSTPAID', 1, 1, next, next, 'RU', 'RU'
from account, date((date_trunc('month', now()) + interval '1 month')) as next;

-- A change in what is billed already is found on the next bill. Whoever bills the account holds the
-- row: waiting for it here shows how far the bill went.
create function billing_must_look_again(changed text, day date) returns void language plpgsql as $$
begin
  perform from account_billing where account = changed for update;
  update account_billing set recheck_from = least(recheck_from, day)
  where account = changed and billed_until > day;
end $$;

create function subscription_item_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform billing_must_look_again(new.account, new.since);
  elsif tg_op = 'DELETE' then
    perform billing_must_look_again(old.account, old.since);
  elsif (old.since, old.code, old.version, old.price_minor, old.promotion, old.promotion_until)
      is distinct from
      (new.since, new.code, new.version, new.price_minor, new.promotion, new.promotion_until) then
    perform billing_must_look_again(new.account, least(old.since, new.since));
  elsif old.until is distinct from new.until then
    perform billing_must_look_again(new.account, least(old.until, new.until));
  end if;
  return null;
end $$;
create trigger subscription_item_billed after insert or update or delete on subscription_item
  for each row execute function subscription_item_changed();

create function account_state_period_changed() returns trigger language plpgsql as $$
begin
  perform billing_must_look_again(coalesce(new.account, old.account),
    least(old.since, new.since));
  return null;
end $$;
create trigger account_state_period_billed after insert or update or delete on account_state_period
  for each row execute function account_state_period_changed();

-- A run bills whoever is due by a day, in parts; each part is one transaction.
create table bill_run (
  id             uuid        primary key,
  serial         bigint      generated always as identity unique,
  dry            boolean     not null,
  day            date        not null,
  only_mode      text,       -- only accounts billed so
  state          text        not null check (state in ('RUNNING', 'DONE', 'CANCELLED')),
  cancel_asked   boolean     not null default false,
  started_by     text        not null,
  started_at     timestamptz not null,
  finished_at    timestamptz,
  due_accounts   bigint      not null,
  accounts       bigint      not null default 0,
  invoices       bigint      not null default 0,
  credit_notes   bigint      not null default 0,
  lines          bigint      not null default 0,
  set_aside      bigint      not null default 0,
  net_minor      bigint      not null default 0,
  tax_minor      bigint      not null default 0,
  gross_minor    bigint      not null default 0,
  currency       text        not null
);
create unique index bill_run_one_at_a_time on bill_run ((true)) where state = 'RUNNING';

-- Accounts that a run left without a bill, and why.
create table bill_run_set_aside (
  run_id  uuid not null references bill_run,
  account text not null,
  reason  text not null check (reason in ('NOT_COVERED', 'ERROR')),
  detail  text not null,
  primary key (run_id, account)
);

-- Some bills of a dry run, to look at.
create table bill_run_sample (
  run_id  uuid  not null references bill_run,
  account text  not null,
  bill    jsonb not null,
  primary key (run_id, account)
);

-- Legal numbers without gaps: the row is locked by whoever takes one until his transaction ends,
-- and a number that was not used is still the next. A sequence would leave gaps.
create table invoice_series (
  kind  text   not null check (kind in ('INVOICE', 'CREDIT_NOTE')),
  year  int    not null,
  last  bigint not null,
  primary key (kind, year)
);

create table invoice_template (
  code       text        not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  version    int         not null check (version > 0),
  seller     text        not null,   -- who issues it, as it stands at the top
  details    text        not null,   -- legal details: address, tax number, bank
  footer_en  text        not null,
  footer_ru  text        not null,
  layout     text        not null check (layout in ('ITEMISED', 'BY_GROUP')),
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (code, version)
);
insert into invoice_template values ('branch', 1, '', '', '', '', 'ITEMISED', 'system', now());

create table invoice (
  id           uuid   primary key,
  number       text   not null unique,
  kind         text   not null check (kind in ('INVOICE', 'CREDIT_NOTE')),
  corrects     uuid   references invoice,
  account      text   not null references account,
  customer_id  uuid   not null,
  period_from  date   not null,
  period_until date   not null,
  issued_on    date   not null,
  due_on       date   not null,
  currency     text   not null,
  net_minor    bigint not null,   -- of a credit note, these are below zero
  tax_minor    bigint not null,
  total_minor  bigint not null,
  open_minor   bigint not null,   -- what nothing has been allocated to yet; of a credit note zero
  reason       text   not null default '',
  issued_by    text   not null,
  language     text   not null,
  template     text   not null default 'branch',
  template_version int not null default 1,
  run_id       uuid   references bill_run,
  check (net_minor + tax_minor = total_minor),
  check (open_minor between 0 and greatest(total_minor, 0)),
  foreign key (template, template_version) references invoice_template (code, version)
);
create unique index invoice_a_period_once on invoice (account, period_from) where run_id is not null;
create index invoice_open on invoice (account, due_on) where open_minor > 0;
create index invoice_run on invoice (run_id) where run_id is not null;
create index invoice_corrects on invoice (corrects) where corrects is not null;

create table invoice_tax (
  invoice_id uuid    not null references invoice,
  layer      int     not null,
  code       text    not null,
  percent    numeric not null,
  inclusive  boolean not null,
  compound   boolean not null,
  base_minor bigint  not null,
  tax_minor  bigint  not null,
  primary key (invoice_id, layer, code, percent)
);

create view invoice_line as
  select invoice_id, line, id as charge_id, account, kind, offer_kind, offer, product, text,
    period_from, period_until, quantity, unit, amount_minor, net_minor, tax_minor, gross_minor,
    currency
  from charge where invoice_id is not null;

-- Which credit paid which invoice. Derived from payments and credit notes, oldest due first, save
-- what somebody decided by hand.
create table allocation (
  invoice_id    uuid        not null references invoice,
  credit_source text        not null,   -- payment, credit-note, write-off, balance
  credit_id     text        not null,
  amount_minor  bigint      not null check (amount_minor > 0),
  allocated_at  timestamptz not null,
  by_hand       boolean     not null default false,
  primary key (invoice_id, credit_source, credit_id)
);
create index allocation_credit on allocation (credit_source, credit_id);

grant select, insert, update on account_billing, account_stop, billing_settings, bill_run,
  invoice_series, invoice to ${app};
grant select, insert on bill_run_set_aside, bill_run_sample, invoice_template, invoice_tax
  to ${app};
grant delete on bill_run_sample to ${app};
grant select on invoice_line to ${app};
grant select, insert, update, delete on allocation to ${app};
grant usage on all sequences in schema public to ${app};
