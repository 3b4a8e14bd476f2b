-- Entries name who stood between the customer and the branch; without it a collected entry could not
-- be proven again, since the hash covers it.
alter table collected_entry add column agent text;
alter table journal_finding add column agent text;

create or replace view journal_shown as
select branch, number, previous_hash, hash, kind, transaction_id, origin, home, origin_number,
       subject, amount_minor, currency, at, settlement_day,
       false as is_doubtful, false as is_vanished, agent
from collected_entry e
where not exists (
  select from journal_finding f
  where f.branch = e.branch and f.number = e.number and f.transaction_id is not null)
union all
select branch, number, previous_hash, hash, kind, transaction_id, origin, home, origin_number,
       subject, amount_minor, currency, at, settlement_day,
       true, problem = 'VANISHED', agent
from journal_finding
where transaction_id is not null;
