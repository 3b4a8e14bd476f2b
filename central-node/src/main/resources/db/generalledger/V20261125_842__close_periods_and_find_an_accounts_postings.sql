-- Days that are accounted for take no more postings: what was wrong in them is corrected by postings
-- of a later day. A closed period is never opened again, so rows are only ever added.
create table ledger_period (
  closed_through date        primary key,
  closed_at      timestamptz not null,
  closed_by      text        not null
);

-- Whatever posts holds this lock shared, whoever closes holds it alone: a posting is before the
-- close, or it sees it.
create function await_no_closing() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(20261125842);
  return null;
end $$;
create trigger wait_for_a_closing before insert on ledger_posting
  for each statement execute function await_no_closing();

create function refuse_postings_of_closed_periods() returns trigger language plpgsql as $$
begin
  if exists (
    select from posted where value_date <= (select max(closed_through) from ledger_period)) then
    raise exception 'the period is closed: nothing can be posted to it';
  end if;
  return null;
end $$;
create trigger closed_periods_stay_closed after insert on ledger_posting
  referencing new table as posted
  for each statement execute function refuse_postings_of_closed_periods();

-- An account is asked for its postings; central posts little, so both indexes are cheap here.
create index ledger_posting_debit on ledger_posting (debit, currency, booked_at);
create index ledger_posting_credit on ledger_posting (credit, currency, booked_at);

grant select, insert on ledger_period to ${app};
