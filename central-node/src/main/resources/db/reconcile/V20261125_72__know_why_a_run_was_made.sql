-- Besides runs that people ask for there are those through the day, and the final one of each
-- settlement day.
alter table reconciliation_run add purpose text not null default 'ASKED'
  check (purpose in ('ASKED', 'THROUGH_THE_DAY', 'FINAL'));
create unique index reconciliation_run_final on reconciliation_run (day) where purpose = 'FINAL';
