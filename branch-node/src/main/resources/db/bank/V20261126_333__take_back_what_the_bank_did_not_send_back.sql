-- The bank may reject a return that was sent: a closed account, a wrong name. Its money never left, so it is in
-- suspense again; what the bank said is kept beside what was sent.
alter table bank_return
  add column rejection   text not null default '',
  add column rejected_at timestamptz,
  add column rejected_by text not null default '';
alter table bank_return drop constraint bank_return_state_check;
alter table bank_return drop constraint bank_return_check;
alter table bank_return drop constraint bank_return_check1;
alter table bank_return
  add constraint bank_return_state_check check (state in ('ASKED', 'SENT', 'DROPPED', 'REJECTED')),
  add constraint bank_return_file_check check ((state in ('SENT', 'REJECTED')) = (file_id is not null)),
  -- Nobody sends what they asked for themselves.
  add constraint bank_return_two_check check (state not in ('SENT', 'REJECTED') or decided_by <> asked_by),
  add constraint bank_return_rejected_check check ((state = 'REJECTED') = (rejected_at is not null));
