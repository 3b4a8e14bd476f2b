-- Customers pay; accounts hold the balance of one subscriber and carry the number that routes.
create table customer (
  id         uuid        primary key,
  kind       text        not null check (kind in ('PERSON', 'COMPANY')),
  name       text        not null,
  address    text        not null,
  phone      text        not null,
  email      text        not null,
  created_at timestamptz not null
);

create table rate_plan (
  code              text   primary key,
  name              text   not null,
  monthly_fee_minor bigint not null check (monthly_fee_minor >= 0),
  currency          text   not null,
  sold              boolean not null default true
);

create table service_offer (
  code              text   primary key,
  name              text   not null,
  monthly_fee_minor bigint not null check (monthly_fee_minor >= 0),
  currency          text   not null
);

create table account (
  number        text   primary key,
  customer_id   uuid   not null references customer,
  name          text   not null,
  state         text   not null check (state in ('ACTIVE', 'SUSPENDED', 'TERMINATED')),
  since         date   not null,
  plan          text   not null references rate_plan,
  currency      text   not null,
  balance_minor bigint not null default 0
) with (fillfactor = 80);  -- the balance changes often: leave room to do it in place

-- How a subscriber is found besides by account. Values are kept as digits or lower-case text.
create table identifier (
  kind    text not null check (kind in ('PHONE', 'SMART_CARD', 'SET_TOP_BOX', 'LOGIN')),
  value   text not null,
  account text not null references account,
  primary key (value, kind)
);
create index identifier_account on identifier (account);

create table account_service (
  account text not null references account,
  service text not null references service_offer,
  since   date not null,
  primary key (account, service)
);

-- Home's business day. Payments posted belong to the open one; a closed day never reopens.
create table business_day (
  day       date        primary key,
  opened_at timestamptz not null,
  closed_at timestamptz,
  last_number bigint,
  head_hash   bytea
);
create unique index business_day_one_open on business_day ((true)) where closed_at is null;

grant select, insert, update on customer, rate_plan, service_offer, account, identifier,
  account_service to ${app};
grant delete on identifier, account_service to ${app};
grant select, insert, update on business_day to ${app};
grant usage on all sequences in schema public to ${app};
