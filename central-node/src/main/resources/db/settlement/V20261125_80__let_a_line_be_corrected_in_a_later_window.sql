-- An entry no longer settles by one row: what changed after its window closed is corrected by a
-- further row in the window that is open then, so that a closed window never changes.
alter table settlement_line
  drop constraint settlement_line_pkey,
  add column correction        int    not null default 0,  -- 0 is the first; then 1, 2, …
  add column note              text   not null default '', -- why, where a person made it
  add column reference_version bigint not null default 0;  -- whose tariff priced it
alter table settlement_line add primary key (home, home_number, kind, correction);

-- Between two branches, proposed by one person and approved by another; then it is a line.
create table settlement_adjustment (
  id           bigint      generated always as identity primary key,
  kind         text        not null,
  debtor       text        not null,
  creditor     text        not null,
  amount_minor bigint      not null check (amount_minor > 0),
  currency     text        not null,
  reason       text        not null check (reason <> ''),
  state        text        not null check (state in ('PROPOSED', 'APPROVED', 'REJECTED')),
  proposed_by  text        not null,
  proposed_at  timestamptz not null,
  decided_by   text,
  decided_at   timestamptz,
  window_id    bigint      references settlement_window,
  check (debtor <> creditor),
  check ((state = 'APPROVED') = (window_id is not null)),
  constraint a_second_person_decides check (decided_by <> proposed_by)
);
create index settlement_adjustment_state on settlement_adjustment (state, id desc);
grant select, insert, update on settlement_adjustment to ${app};
