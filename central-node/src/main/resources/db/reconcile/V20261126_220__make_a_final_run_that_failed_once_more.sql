-- The final run of a day is made once, but one that failed has finished nothing: it stands as it
-- is, and another may be made.
drop index reconciliation_run_final;
create unique index reconciliation_run_final on reconciliation_run (day)
  where purpose = 'FINAL' and state <> 'FAILED';
