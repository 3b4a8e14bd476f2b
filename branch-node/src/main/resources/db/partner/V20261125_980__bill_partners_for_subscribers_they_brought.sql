-- Local operators and dealers bring subscribers to a branch. On a set day each of them is billed for a
-- period: the shares that it earned are set against the fees that it pays.
create table partner (
  code              text        primary key check (code ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
  name              text        not null,
  kind              text        not null check (kind in ('LOCAL_OPERATOR', 'DEALER', 'OTHER')),
  tax_number        text        not null,
  address           text        not null,
  contract          text        not null,
  since             date        not null,   -- the contract's first day
  until             date        check (until > since),  -- the first day without it
  bank_name         text        not null,
  bank_code         text        not null,   -- BIC
  bank_account      text        not null,
  taxed             boolean     not null,   -- whether its shares bear tax, too
  tax_area          text        not null,
  language          text        not null check (language in ('EN', 'RU')),
  bill_day          int         not null check (bill_day between 1 and 31),
  payment_term_days int         not null check (payment_term_days between 0 and 365),
  currency          text        not null,
  balance_minor     bigint      not null default 0,  -- above zero: it owes us
  billed_until      date        not null,   -- the first day that no bill covers
  changed_by        text        not null,
  changed_at        timestamptz not null
);

-- What is shared and how; a line of a bill is worked out by one term. Tiers are a part of it, each
-- up to a bound (the last without) at a rate: per cent of money, or an amount a subscriber.
create table partner_term (
  id        uuid      primary key,
  partner   text      not null references partner,
  direction text      not null check (direction in ('EARNS', 'PAYS')),
  basis     text      not null check (basis in ('COLLECTED', 'BILLED', 'SUBSCRIBERS')),
  product   text      not null,             -- empty for all
  up_to     bigint[]  not null,
  rates     numeric[] not null,
  since     date      not null,
  until     date      check (until >= since),
  added_by  text      not null,
  check (cardinality(up_to) = cardinality(rates) and cardinality(rates) between 1 and 10),
  check (basis <> 'COLLECTED' or product = '')
);
create index partner_term_partner on partner_term (partner);

-- Whose subscriber an account is, by days: of one partner at a time.
create table partner_subscriber (
  account     text not null references account,
  since       date not null,
  until       date check (until > since),   -- the first day on which it is not
  partner     text not null references partner,
  attached_by text not null,
  primary key (account, since)
);
create unique index partner_subscriber_open on partner_subscriber (account) where until is null;
create index partner_subscriber_partner on partner_subscriber (partner, account);

-- Numbers without gaps, as those of invoices: the row is held until the transaction ends.
create table partner_bill_series (
  kind text   not null check (kind in ('BILL', 'CREDIT_NOTE')),
  year int    not null,
  last bigint not null,
  primary key (kind, year)
);

-- A bill never changes. It is taken back by a credit note, and its period may then be billed anew.
create table partner_bill (
  id           uuid        primary key,
  number       text        not null unique,
  kind         text        not null check (kind in ('BILL', 'CREDIT_NOTE')),
  partner      text        not null references partner,
  edition      int         not null check (edition > 0),
  corrects     uuid        unique references partner_bill,
  reason       text        not null,
  period_from  date        not null,
  period_until date        not null check (period_until > period_from),
  issued_on    date        not null,
  due_on       date        not null,
  language     text        not null,
  currency     text        not null,
  net_minor    bigint      not null,   -- below zero: we owe it
  tax_minor    bigint      not null,
  total_minor  bigint      not null,
  issued_by    text        not null,
  issued_at    timestamptz not null,
  seller       text        not null,   -- both parties, as they stood then
  details      text        not null,
  buyer        text        not null,
  buyer_details text       not null,
  check (net_minor + tax_minor = total_minor),
  check ((kind = 'CREDIT_NOTE') = (corrects is not null)),
  unique (partner, period_from, edition, kind)
);

create table partner_bill_line (
  bill_id    uuid    not null references partner_bill,
  line       int     not null,
  direction  text    not null,
  basis      text    not null,
  product    text    not null,
  product_name text  not null,
  days_from  date    not null,
  days_until date    not null,
  rates      text    not null,   -- as they are read: "10 %", "100: 12 %; 15 %"
  base       bigint  not null,   -- minor units, or subscribers
  net_minor  bigint  not null,
  tax_minor  bigint  not null,
  total_minor bigint not null,
  primary key (bill_id, line)
);

create table partner_bill_tax (
  bill_id    uuid    not null references partner_bill,
  direction  text    not null,
  layer      int     not null,
  code       text    not null,
  percent    numeric not null,
  inclusive  boolean not null,
  base_minor bigint  not null,
  tax_minor  bigint  not null,
  primary key (bill_id, direction, layer, code, percent)
);

-- What each line is made of, by subscriber: bases sum to the line's base.
create table partner_bill_item (
  bill_id uuid   not null,
  line    int    not null,
  account text   not null,
  base    bigint not null,
  primary key (bill_id, line, account),
  foreign key (bill_id, line) references partner_bill_line
);

create table partner_payment (
  id           uuid        primary key,
  partner      text        not null references partner,
  amount_minor bigint      not null check (amount_minor <> 0),  -- above zero: it paid us
  currency     text        not null,
  reference    text        not null,
  paid_on      date        not null,
  noted_by     text        not null,
  noted_at     timestamptz not null
);
create index partner_payment_partner on partner_payment (partner, noted_at desc);

grant select, insert, update on partner, partner_term, partner_subscriber, partner_bill_series
  to ${app};
grant select, insert on partner_bill, partner_bill_line, partner_bill_tax, partner_bill_item,
  partner_payment to ${app};
