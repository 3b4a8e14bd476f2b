-- Corrections of mismatches that this branch has carried out. What they changed is in the journal,
-- the ledger and the payment's messages; this is who asked for it and who agreed.
create table correction_done (
  id             bigint      generated always as identity primary key,
  mismatch_id    uuid        not null,
  action         text        not null,
  payment_id     uuid        not null,
  asked_by       text        not null,
  approved_by    text        not null,
  journal_number bigint      not null,
  at             timestamptz not null
);
create index correction_done_mismatch on correction_done (mismatch_id, id);
grant select, insert on correction_done to ${app};
grant usage on all sequences in schema public to ${app};
