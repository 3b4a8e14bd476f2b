-- Which steps are taken against whom who is late, how many days after the due day.
create table dunning_policy (
  code           text primary key check (code ~ '^[A-Z0-9][A-Z0-9_-]{0,19}$'),
  name           text   not null,
  kinds          text[] not null,  -- kinds of customer; empty for all
  rank           int    not null,  -- the first that fits holds
  min_debt_minor bigint not null check (min_debt_minor > 0),
  active         boolean not null,
  changed_by     text   not null,
  changed_at     timestamptz not null
);

create table dunning_step (
  policy      text   not null references dunning_policy,
  step        int    not null check (step > 0),
  days        int    not null check (days between 1 and 3650),
  action      text   not null check (action in
    ('REMINDER', 'WARNING', 'PENALTY', 'SUSPEND', 'TERMINATE', 'ASK_WRITE_OFF')),
  reason      text   not null default '',   -- code, of a suspension or termination
  amount_minor bigint not null default 0,   -- of a penalty
  primary key (policy, step)
);

insert into dunning_policy values ('STANDARD', 'Standard', '{}', 100, 1000, true, 'system', now());
insert into dunning_step values
  ('STANDARD', 1, 3, 'REMINDER', ''), ('STANDARD', 2, 10, 'WARNING', ''),
  ('STANDARD', 3, 20, 'SUSPEND', 'no-payment'), ('STANDARD', 4, 120, 'ASK_WRITE_OFF', '');

-- One time of being late: from the first day on which something was overdue to the day it was paid.
create table dunning_case (
  id         uuid   primary key,
  account    text   not null references account,
  policy     text   not null references dunning_policy,
  opened_on  date   not null,
  step       int    not null default 0,     -- the last that was taken
  stepped_on date,
  suspended  boolean not null default false,  -- by a step, so that paying brings it back
  closed_on  date
);
create unique index dunning_case_open on dunning_case (account) where closed_on is null;

-- Each step once. What must still be asked of the subscriber's state is ASKED until it is answered.
create table dunning_log (
  id         bigint generated always as identity primary key,
  case_id    uuid   not null references dunning_case,
  account    text   not null,
  day        date   not null,
  step       int    not null,   -- 0 for what is no step: opened, reconnected, closed
  action     text   not null,
  state      text   not null check (state in ('ASKED', 'DONE', 'REFUSED')),
  debt_minor bigint not null,
  reason     text   not null default '',
  detail     text   not null default ''
);
create unique index dunning_log_step on dunning_log (case_id, step) where step > 0;
create index dunning_log_account on dunning_log (account, id desc);
create index dunning_log_asked on dunning_log (id) where state = 'ASKED';

create table payment_promise (
  id           uuid   primary key,
  account      text   not null references account,
  amount_minor bigint not null check (amount_minor > 0),
  debt_minor   bigint not null,
  until        date   not null,
  state        text   not null check (state in ('OPEN', 'KEPT', 'BROKEN')),
  made_by      text   not null,
  made_at      timestamptz not null
);
create unique index payment_promise_open on payment_promise (account) where state = 'OPEN';

create table dunning_hold (
  id       uuid  primary key,
  account  text  not null references account,
  reason   text  not null,
  until    date  not null,          -- the last day on which nothing is done
  made_by  text  not null,
  made_at  timestamptz not null,
  ended_by text  not null default ''
);
create index dunning_hold_account on dunning_hold (account, until);

create table write_off (
  id           uuid   primary key,
  account      text   not null references account,
  amount_minor bigint not null check (amount_minor > 0),
  reason       text   not null,
  asked_by     text   not null,
  asked_at     timestamptz not null,
  state        text   not null check (state in ('ASKED', 'WRITTEN_OFF', 'DECLINED')),
  decided_by   text   not null default '',
  decided_at   timestamptz,
  written_minor bigint not null default 0
);
create unique index write_off_open on write_off (account) where state = 'ASKED';

-- The business days that were worked off.
create table dunning_day (day date primary key, cases bigint not null, steps bigint not null);

grant select, insert, update on dunning_policy, dunning_case, dunning_log, payment_promise,
  dunning_hold, write_off, dunning_day to ${app};
grant select, insert, delete on dunning_step to ${app};
grant usage on all sequences in schema public to ${app};
