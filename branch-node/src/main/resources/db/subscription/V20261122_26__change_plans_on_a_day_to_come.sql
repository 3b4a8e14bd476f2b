-- Changes of plan that were ordered for a later day; at most one waits for an account, a newer order
-- replaces it.
create table scheduled_plan_change (
  account    text        primary key references account,
  plan       text        not null references rate_plan,
  effective  date        not null,
  ordered_by text        not null,
  ordered_at timestamptz not null
);
create index scheduled_plan_change_effective on scheduled_plan_change (effective);

-- Who had which plan when.
create table plan_history (
  account    text        not null references account,
  changed_at timestamptz not null,
  old_plan   text        not null,
  new_plan   text        not null,
  changed_by text        not null
);
create index plan_history_account on plan_history (account, changed_at desc);

grant select, insert, update, delete on scheduled_plan_change to ${app};
grant select, insert on plan_history to ${app};
