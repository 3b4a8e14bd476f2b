-- How long finance gives itself for each kind, from when a mismatch was opened.
create table mismatch_deadline (
  kind       text        primary key,
  hours      int         not null check (hours between 1 and 8760),
  changed_by text        not null default '',
  changed_at timestamptz not null default now()
);
insert into mismatch_deadline (kind, hours) values
  ('CHAIN_BROKEN', 4), ('MISSING_AT_HOME', 24), ('MISSING_AT_ORIGIN', 24), ('AMOUNT_DIFFERS', 24),
  ('CURRENCY_DIFFERS', 24), ('ACCOUNT_DIFFERS', 24), ('STATUS_DIFFERS', 24), ('DUPLICATE', 24),
  ('DAY_DIFFERS', 72), ('BRANCH_DIFFERS', 72);

-- One that comes back begins its age anew, so that is kept beside when it was first found.
alter table mismatch add opened_at timestamptz, add due_at timestamptz;
update mismatch m set opened_at = first_found_at, due_at = first_found_at
  + coalesce((select hours from mismatch_deadline d where d.kind = m.kind), 24) * interval '1 hour';
alter table mismatch alter opened_at set not null, alter due_at set not null;

-- What is to be done at a branch about a mismatch. It is sent under its own id until the branch has
-- answered, so it is done once.
create table mismatch_correction (
  id              uuid        primary key,
  mismatch_id     uuid        not null references mismatch,
  action          text        not null,
  branch          text        not null,
  origin          text        not null,
  payment_id      uuid        not null,
  account         text        not null,
  amount_minor    bigint      not null,
  currency        text        not null,
  day             date,
  state           text        not null
    check (state in ('PROPOSED', 'DECLINED', 'APPROVED', 'DONE', 'REFUSED')),
  reason          text        not null,
  proposed_by     text        not null,
  proposed_at     timestamptz not null,
  decided_by      text        not null default '',
  decided_at      timestamptz,
  journal_number  bigint      not null default 0,
  answer          text        not null default '',
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null default '-infinity'
);
create unique index mismatch_correction_under_way on mismatch_correction (mismatch_id)
  where state in ('PROPOSED', 'APPROVED');
create index mismatch_correction_mismatch on mismatch_correction (mismatch_id, proposed_at);
create index mismatch_correction_due on mismatch_correction (next_attempt_at)
  where state = 'APPROVED';

-- A mismatch with the state of its latest correction.
create view mismatch_shown as
select m.*, m.state <> 'CORRECTED' and m.due_at < now() as is_overdue,
       coalesce((select c.state from mismatch_correction c where c.mismatch_id = m.id
                 order by c.proposed_at desc limit 1), '') as correction
from mismatch m;

grant select, update on mismatch_deadline to ${app};
grant select, insert, update on mismatch_correction to ${app};
grant select on mismatch_shown to ${app};
