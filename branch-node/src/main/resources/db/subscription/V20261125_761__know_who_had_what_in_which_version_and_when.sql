-- Bills, usage and corrections ask what a subscriber had on a day, not only what there is now. Days
-- are whole: since is the first, until the first that is not any more; nobody has one thing twice.
create extension if not exists btree_gist;

create table subscription_item (
  id              bigint generated always as identity primary key,
  account         text   not null references account,
  offer_kind      text   not null check (offer_kind in ('PLAN', 'SERVICE')),
  code            text   not null,
  version         int    not null,
  since           date   not null,
  until           date   check (until > since),
  price_minor     bigint check (price_minor >= 0),  -- this customer's own monthly price
  promotion       text,
  promotion_until date,
  ended_reason    text,
  constraint subscription_item_one_plan_a_day
    exclude using gist (account with =, daterange(since, until) with &&)
    where (offer_kind = 'PLAN'),
  constraint subscription_item_a_service_once_a_day
    exclude using gist (account with =, code with =, daterange(since, until) with &&)
    where (offer_kind = 'SERVICE')
);
create index subscription_item_account on subscription_item (account, since);
create index subscription_item_open on subscription_item (offer_kind, code, version)
  where until is null;

create table account_state_period (
  account text not null references account,
  state   text not null check (state in ('ACTIVE', 'SUSPENDED', 'TERMINATED')),
  since   date not null,
  until   date check (until > since),
  primary key (account, since),
  constraint account_state_period_one_a_day
    exclude using gist (account with =, daterange(since, until) with &&)
);

-- States as far as the history tells them; where it does not, the present one from the start.
with step as (
  select distinct on (account, day) account, day, state, id
  from (
    select number as account, since as day, case when exists (select from account_change c
        where c.account = number and c.kind in ('SUSPENDED', 'RESUMED', 'TERMINATED'))
      then 'ACTIVE' else state end as state, 0::bigint as id
    from account
    union all
    select c.account, greatest(c.at::date, a.since),
      case c.kind when 'RESUMED' then 'ACTIVE' else c.kind end, c.id
    from account_change c join account a on a.number = c.account
    where c.kind in ('SUSPENDED', 'RESUMED', 'TERMINATED')
  ) as change
  order by account, day, id desc
)
insert into account_state_period (account, state, since, until)
select account, state, day, lead(day) over (partition by account order by day) from step;

-- Plans likewise: before the first change that is known, the plan of the registration if known.
with step as (
  select distinct on (account, day) account, day, plan, id
  from (
    select a.number as account, a.since as day,
      coalesce((select c.subject from account_change c
        where c.account = a.number and c.kind = 'REGISTERED' order by c.id limit 1),
        case when not exists (select from account_change c
          where c.account = a.number and c.kind = 'PLAN') then a.plan end) as plan,
      0::bigint as id
    from account a
    union all
    select c.account, greatest(c.at::date, a.since), c.subject, c.id
    from account_change c join account a on a.number = c.account
    where c.kind = 'PLAN'
  ) as change
  where plan is not null
  order by account, day, id desc
), closed as (
  select account, since as day from account_state_period where state = 'TERMINATED'
)
insert into subscription_item (account, offer_kind, code, version, since, until, ended_reason)
select s.account, 'PLAN', s.plan, 1, s.day,
  least(lead(s.day) over (partition by s.account order by s.day), c.day),
  case when c.day is not null then 'TERMINATED'
    when lead(s.day) over (partition by s.account order by s.day) is not null then 'CHANGED' end
from step s left join closed c on c.account = s.account
where c.day is null or c.day > s.day;

-- Of services only those had now are known.
insert into subscription_item (account, offer_kind, code, version, since, until, ended_reason)
select s.account, 'SERVICE', s.service, 1, s.since, c.since,
  case when c.since is not null then 'TERMINATED' end
from account_service s
left join account_state_period c on c.account = s.account and c.state = 'TERMINATED'
where c.since is null or c.since > s.since;

grant select, insert, update, delete on subscription_item, account_state_period to ${app};
grant usage on all sequences in schema public to ${app};
