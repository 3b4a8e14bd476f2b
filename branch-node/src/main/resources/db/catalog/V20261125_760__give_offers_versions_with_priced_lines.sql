-- A plan or a service was one monthly fee that changed for everybody at once. Now it has versions:
-- drafted, published, in force from a day; who has the offer keeps the old version or moves. What a
-- version costs is a list of lines, each for a product: recurring, once, per event, per unit.
create table product (
  code            text    primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  kind            text    not null check (kind in ('CHANNEL', 'BOUQUET', 'A_LA_CARTE',
    'FREE_TO_AIR', 'PPC', 'PPV', 'IPPV', 'OPPV', 'NVOD', 'VOD', 'DVR', 'BROADBAND', 'TELEPHONY',
    'EQUIPMENT_RENT', 'EQUIPMENT_LEASE', 'EQUIPMENT_SALE', 'ONE_TIME')),
  name_en         text    not null,
  name_ru         text    not null,
  unit            text    check (unit in ('SECOND', 'MINUTE', 'BYTE', 'KILOBYTE', 'MEGABYTE',
    'EVENT', 'PIECE')),  -- of its usage; null where nothing is counted
  revenue_account text    not null default '4010',
  taxable         boolean not null default true,
  sold            boolean not null default true
);

insert into product (code, kind, name_en, name_ru, unit, revenue_account) values
  ('CHANNEL', 'CHANNEL', 'Television channel', 'Телеканал', null, '4010'),
  ('BOUQUET', 'BOUQUET', 'Television package', 'Пакет телеканалов', null, '4010'),
  ('A-LA-CARTE', 'A_LA_CARTE', 'Channel of choice', 'Канал на выбор', null, '4010'),
  ('FREE-TO-AIR', 'FREE_TO_AIR', 'Free channels', 'Открытые каналы', null, '4010'),
  ('PPC', 'PPC', 'Pay per channel', 'Канал с оплатой за подключение', 'EVENT', '4010'),
  ('PPV', 'PPV', 'Pay per view', 'Разовый показ', 'EVENT', '4010'),
  ('IPPV', 'IPPV', 'Impulse pay per view', 'Разовый показ с пульта', 'EVENT', '4010'),
  ('OPPV', 'OPPV', 'Ordered pay per view', 'Разовый показ по заказу', 'EVENT', '4010'),
  ('NVOD', 'NVOD', 'Near video on demand', 'Кинозал по расписанию', 'EVENT', '4010'),
  ('VOD', 'VOD', 'Video on demand', 'Видео по запросу', 'EVENT', '4010'),
  ('DVR', 'DVR', 'Recording', 'Видеозапись', 'MINUTE', '4010'),
  ('BROADBAND', 'BROADBAND', 'Internet access', 'Доступ в интернет', null, '4010'),
  ('DATA', 'BROADBAND', 'Data', 'Передача данных', 'MEGABYTE', '4010'),
  ('TELEPHONY', 'TELEPHONY', 'Telephone', 'Телефонная связь', null, '4010'),
  ('CALLS', 'TELEPHONY', 'Calls', 'Разговоры', 'SECOND', '4010'),
  ('SMS', 'TELEPHONY', 'Text messages', 'Сообщения SMS', 'EVENT', '4010'),
  ('EQUIPMENT-RENT', 'EQUIPMENT_RENT', 'Equipment for rent', 'Аренда оборудования', null, '4020'),
  ('EQUIPMENT-LEASE', 'EQUIPMENT_LEASE', 'Equipment by instalments', 'Оборудование в рассрочку',
    null, '4020'),
  ('EQUIPMENT-SALE', 'EQUIPMENT_SALE', 'Equipment', 'Оборудование', 'PIECE', '4020'),
  ('CONNECTION', 'ONE_TIME', 'Connection', 'Подключение', null, '4030');

alter table rate_plan add column national boolean not null default false;
alter table service_offer add column sold boolean not null default true;

create table offer_version (
  offer_kind        text        not null check (offer_kind in ('PLAN', 'SERVICE')),
  code              text        not null,
  version           int         not null check (version > 0),
  valid_from        date        not null,
  state             text        not null check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  existing          text        not null check (existing in ('KEEP', 'MIGRATE')),
  monthly_fee_minor bigint      not null check (monthly_fee_minor >= 0),  -- of its lines, for lists
  note              text        not null default '',
  changed_by        text        not null,
  changed_at        timestamptz not null,
  published_by      text,
  published_at      timestamptz,
  in_force          boolean     not null default false,  -- whether its day has been acted upon
  all_moved         boolean     not null default false,  -- whether subscribers were moved to it
  primary key (offer_kind, code, version)
);
create unique index offer_version_one_draft on offer_version (offer_kind, code)
  where state = 'DRAFT';
create unique index offer_version_one_a_day on offer_version (offer_kind, code, valid_from)
  where state = 'PUBLISHED';
create index offer_version_waiting on offer_version (valid_from)
  where state = 'PUBLISHED' and not in_force;

create index offer_version_moving on offer_version (valid_from)
  where existing = 'MIGRATE' and in_force and not all_moved;

create table offer_price (
  offer_kind      text   not null,
  code            text   not null,
  version         int    not null,
  line            int    not null check (line > 0),
  product         text   not null references product,
  price_kind      text   not null
    check (price_kind in ('RECURRING', 'ONE_TIME', 'PER_EVENT', 'PER_UNIT')),
  fee_minor       bigint check (fee_minor >= 0),
  months          int    check (months between 1 and 12),
  timing          text   check (timing in ('ADVANCE', 'ARREARS')),
  unit            text   check (unit in ('SECOND', 'MINUTE', 'BYTE', 'KILOBYTE', 'MEGABYTE',
    'EVENT', 'PIECE')),
  step_units      bigint check (step_units > 0),
  tier_kind       text   check (tier_kind in ('GRADUATED', 'VOLUME')),
  tiers           jsonb,   -- [{"upTo": 100, "price": "2.5"}, {"price": "1"}], prices in major units
  allowance_units bigint check (allowance_units >= 0),
  applies_when    jsonb  not null default '{}',
  primary key (offer_kind, code, version, line),
  foreign key (offer_kind, code, version) references offer_version on delete cascade,
  check (case price_kind
    when 'RECURRING' then fee_minor is not null and months is not null and timing is not null
    when 'PER_UNIT' then unit is not null and step_units is not null and tier_kind is not null
      and tiers is not null and allowance_units is not null
    else fee_minor is not null end)
);

-- Who may have a version: for each attribute named, one of the values.
create table offer_eligibility (
  offer_kind text not null,
  code       text not null,
  version    int  not null,
  attribute  text not null,
  value      text not null,
  primary key (offer_kind, code, version, attribute, value),
  foreign key (offer_kind, code, version) references offer_version on delete cascade
);

create table promotion (
  code         text    primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
  name_en      text    not null,
  name_ru      text    not null,
  discount     text    not null check (discount in ('PERCENT', 'FIXED', 'INSTEAD')),
  percent      numeric(7, 4) check (percent between 0 and 100),
  amount_minor bigint  check (amount_minor >= 0),
  currency     text    not null,
  cycles       int     check (cycles between 1 and 60),  -- null for as long as the offer is had
  valid_from   date    not null,
  valid_until  date,   -- the first day on which it is not given any more
  bundle       boolean not null,  -- only for who has all of its offers
  by_code      boolean not null,
  active       boolean not null default true,
  check ((discount = 'PERCENT') = (percent is not null)),
  check ((discount = 'PERCENT') = (amount_minor is null)),
  check (valid_until > valid_from)
);

create table promotion_offer (
  promotion  text not null references promotion,
  offer_kind text not null check (offer_kind in ('PLAN', 'SERVICE')),
  code       text not null,
  primary key (promotion, offer_kind, code)
);

create table promotion_code (
  code      text primary key check (code = upper(code) and length(code) between 3 and 40),
  promotion text not null references promotion,
  most_uses int  not null check (most_uses > 0),
  uses      int  not null default 0 check (uses between 0 and most_uses)
);

-- Readers keep the catalogue in memory, and look here whether it is still the same.
create table catalog_state (revision bigint not null);
insert into catalog_state values (1);
create unique index catalog_state_one on catalog_state ((true));

create function catalog_has_changed() returns trigger language plpgsql as $$
begin
  update catalog_state set revision = revision + 1;
  return null;
end $$;

create trigger product_changed after insert or update or delete on product
  for each statement execute function catalog_has_changed();
create trigger offer_version_changed after insert or update or delete on offer_version
  for each statement execute function catalog_has_changed();
create trigger offer_price_changed after insert or update or delete on offer_price
  for each statement execute function catalog_has_changed();
create trigger promotion_changed after insert or update or delete on promotion
  for each statement execute function catalog_has_changed();
create trigger promotion_offer_changed after insert or update or delete on promotion_offer
  for each statement execute function catalog_has_changed();

-- Whoever puts an offer on sale without a version (an import, an older installation) gets its first
-- one: the monthly fee in advance, for the product that the code's beginning tells.
create function offer_begins_with_a_version() returns trigger language plpgsql as $$
begin
  insert into offer_version (offer_kind, code, version, valid_from, state, existing,
      monthly_fee_minor, changed_by, changed_at, published_by, published_at, in_force)
    values (tg_argv[0], new.code, 1, '2000-01-01', 'PUBLISHED', 'KEEP', new.monthly_fee_minor,
      'system', now(), 'system', now(), true)
    on conflict do nothing;
  if found then
    insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
        months, timing)
      values (tg_argv[0], new.code, 1, 1,
        case when new.code ~* '^(mob|call|roam|phone)' then 'TELEPHONY'
             when new.code ~* '^(net|home|static|antivirus)' then 'BROADBAND'
             else 'BOUQUET' end,
        'RECURRING', new.monthly_fee_minor, 1, 'ADVANCE');
  end if;
  return null;
end $$;

create trigger rate_plan_begins after insert or update of sold on rate_plan
  for each row when (new.sold and not new.national)
  execute function offer_begins_with_a_version('PLAN');
create trigger service_offer_begins after insert or update of sold on service_offer
  for each row when (new.sold) execute function offer_begins_with_a_version('SERVICE');

-- What is sold already; what is not any more has subscribers, and needs a version all the same.
update rate_plan set sold = true where sold;
update service_offer set sold = true;
insert into offer_version (offer_kind, code, version, valid_from, state, existing,
    monthly_fee_minor, changed_by, changed_at, published_by, published_at, in_force)
  select 'PLAN', code, 1, '2000-01-01', 'RETIRED', 'KEEP', monthly_fee_minor, 'system', now(),
    'system', now(), true
  from rate_plan where not sold;
insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor, months,
    timing)
  select 'PLAN', code, 1, 1, 'BOUQUET', 'RECURRING', monthly_fee_minor, 1, 'ADVANCE'
  from rate_plan where not sold;

grant select, insert, update on product, offer_version, promotion, promotion_code to ${app};
grant select, insert, update, delete on offer_price, offer_eligibility, promotion_offer to ${app};
grant delete on offer_version to ${app};
grant select, update on catalog_state to ${app};
