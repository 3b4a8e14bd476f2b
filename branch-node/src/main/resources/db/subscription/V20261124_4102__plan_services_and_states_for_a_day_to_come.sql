-- Services and states that were ordered for a later day. A newer order for the same thing replaces
-- the one that waits.
create table planned_change (
  account      text        not null references account,
  kind         text        not null check (kind in ('SERVICE_ADDED', 'SERVICE_REMOVED',
    'SUSPENDED', 'RESUMED', 'TERMINATED')),
  subject      text        not null,  -- the service; empty for a state
  effective    date        not null,
  reason       text        not null,
  comment      text        not null,
  ordered_by   text        not null,
  ordered_from text        not null,
  ordered_at   timestamptz not null,
  primary key (account, kind, subject)
);
create index planned_change_effective on planned_change (effective);

-- One history for all that is changed about a subscriber, changes of plan included.
insert into account_change (account, at, kind, subject, changed_by, changed_from)
select account, changed_at, 'PLAN', new_plan, changed_by, '' from plan_history
order by changed_at;
drop table plan_history;

-- Whoever orders for a later day may do so from another branch.
alter table scheduled_plan_change add column ordered_from text not null default '';

grant select, insert, update, delete on planned_change to ${app};
