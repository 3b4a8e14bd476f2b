-- The bank answers a run's file by pain.002: all of it rejected, or some of it. What it says is taken over by
-- itself; a rejected file was not carried out, so what was in it may be asked for again.
alter table dd_run drop constraint dd_run_state_check;
alter table dd_run add constraint dd_run_state_check
  check (state in ('DRAFT', 'PRESENTED', 'REJECTED', 'DROPPED'));
alter table dd_run drop constraint dd_run_check;
alter table dd_run add constraint dd_run_check
  check ((state in ('PRESENTED', 'REJECTED')) = (file is not null));

-- Of a dropped one: whether it was in the file that the bank rejected.
alter table dd_collection add column was_sent boolean not null default false;

create table dd_status_report (
  id          uuid        primary key,
  run_id      uuid        not null references dd_run,
  name        text        not null,
  fingerprint text        not null unique,  -- SHA-256 of the bytes
  message_id  text        not null,
  whole_file  boolean     not null,  -- rejected as a whole
  accepted    int         not null,
  rejected    int         not null,
  known       int         not null,
  taken_at    timestamptz not null,
  taken_by    text        not null
);
create index dd_status_report_run on dd_status_report (run_id, taken_at desc);
grant select, insert on dd_status_report to ${app};
