create table reconciliation_run (
  id           uuid        primary key,
  day          date,                      -- home's settlement day; absent for all days
  state        text        not null,
  requested_by text        not null,
  requested_at timestamptz not null,
  started_at   timestamptz,
  finished_at  timestamptz,
  expected     bigint      not null default 0,  -- transactions to look at, for the progress
  seen         bigint      not null default 0,
  matched      bigint      not null default 0,
  pending      bigint      not null default 0,
  complete     boolean     not null default false,
  failure      text        not null default ''
);
create index reconciliation_run_requested on reconciliation_run (requested_at desc);

-- How far each journal was read for a run.
create table reconciliation_run_journal (
  run_id  uuid   not null references reconciliation_run,
  branch  text   not null,
  through bigint not null,
  problem text   not null,
  primary key (run_id, branch)
);

-- A mismatch lives over many runs, from when it is first found until a run finds it gone. It is
-- never deleted.
create table mismatch (
  id             uuid        primary key default gen_random_uuid(),
  subject        text        not null unique,  -- the pair, or the journal, that it is about
  kind           text        not null,
  origin         text        not null,
  home           text        not null,
  transaction_id uuid,
  account        text        not null,
  origin_value   text        not null,
  home_value     text        not null,
  day            date        not null,
  state          text        not null,
  revision       bigint      not null,
  first_found_at timestamptz not null,
  last_found_at  timestamptz not null,
  last_run       uuid        not null,
  corrected_at   timestamptz,
  owner          text        not null default '',
  decision       text        not null default '',
  decided_by     text        not null default ''
);
create index mismatch_state on mismatch (state, first_found_at);

create table reconciliation_run_mismatch (
  run_id       uuid not null references reconciliation_run,
  mismatch_id  uuid not null references mismatch,
  kind         text not null,
  origin_value text not null,
  home_value   text not null,
  primary key (run_id, mismatch_id)
);

create table mismatch_comment (
  id          bigint      generated always as identity primary key,
  mismatch_id uuid        not null references mismatch,
  author      text        not null,
  at          timestamptz not null,
  text        text        not null
);
create index mismatch_comment_mismatch on mismatch_comment (mismatch_id, id);

-- Which revision of a mismatch a branch has been told.
create table mismatch_delivery (
  mismatch_id     uuid        not null references mismatch,
  branch          text        not null,
  delivered       bigint      not null default 0,
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  last_problem    text        not null default '',
  primary key (mismatch_id, branch)
);
create index mismatch_delivery_due on mismatch_delivery (next_attempt_at);

grant select, insert, update on reconciliation_run, mismatch, mismatch_delivery to ${app};
grant select, insert on reconciliation_run_journal, reconciliation_run_mismatch, mismatch_comment to ${app};
grant delete on reconciliation_run_journal, reconciliation_run_mismatch to ${app};
