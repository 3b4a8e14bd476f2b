-- A prepaid account that did not cover its fee was not charged, but went on being served. What a run
-- stops is suspended here, and resumed as soon as the balance covers what was missing.
create table prepaid_stop (
  id         bigint generated always as identity primary key,
  account    text   not null references account,
  stopped_on date   not null,
  needs_minor bigint not null,   -- what the bill that was not covered would have taken
  state      text   not null check (state in ('STOPPED', 'SUSPENDED', 'COVERED', 'RESUMED', 'LEFT')),
  detail     text   not null default ''  -- why it was left as it is
);
create unique index prepaid_stop_open on prepaid_stop (account)
  where state in ('STOPPED', 'SUSPENDED', 'COVERED');
grant select, insert, update on prepaid_stop to ${app};
grant usage on all sequences in schema public to ${app};

-- Closed accounts are few among those that are due, and are looked for there.
create index account_closed on account (number) where state = 'TERMINATED';
