-- Work for many is a table of lines, at a branch as at central: whoever goes on after a fall knows
-- what these rows say and no more.
create table bulk_job (
  id           uuid        primary key,
  kind         text        not null check (kind in ('SUSPEND', 'RESUME', 'TERMINATE',
    'CHANGE_PLAN', 'ADD_SERVICE', 'REMOVE_SERVICE')),
  code         text        not null,  -- the plan, the service or the reason
  comment      text        not null,
  effective    date,
  state        text        not null check (state in
    ('DRAFT', 'RUNNING', 'PAUSED', 'DONE', 'CANCELLED')),
  problem      text        not null default '',  -- why it is paused, unless somebody wanted it
  selection    text        not null,             -- what was asked for, in words
  drafted_by   text        not null,
  drafted_at   timestamptz not null,
  actor_login  text        not null,             -- in whose name it runs
  actor_role   text        not null,
  finished_at  timestamptz
);
create index bulk_job_running on bulk_job (drafted_at) where state = 'RUNNING';

create table bulk_line (
  job_id     uuid not null references bulk_job,
  number     int  not null,
  account    text not null,
  state      text not null default 'READY' check (state in
    ('READY', 'ASKED', 'DONE', 'FAILED', 'CANCELLED')),
  round      int  not null default 1,  -- part of the key: a refused line tried again is new
  code       text not null default '',
  detail     text not null default '',
  changed_at timestamptz not null,
  primary key (job_id, number)
);
create index bulk_line_waiting on bulk_line (job_id, number) where state in ('READY', 'ASKED');

grant select, insert, update on bulk_job, bulk_line to ${app};
