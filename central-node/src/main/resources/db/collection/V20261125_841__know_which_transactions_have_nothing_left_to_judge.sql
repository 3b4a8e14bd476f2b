-- A run through the day judged every transaction since the beginning. What both sides agree about for
-- good is judged the same again until one of its entries changes, so it is remembered here, and
-- whatever changes entries marks it as not settled in the same transaction.
create sequence transaction_noted;

create table transaction_judged (
  transaction_id uuid    primary key,
  noted          bigint  not null,  -- goes up with every change of its entries
  settled        boolean not null   -- matched, and no later reading of a journal can change that
);
create index transaction_unsettled on transaction_judged (transaction_id) where not settled;

insert into transaction_judged (transaction_id, noted, settled)
select transaction_id, nextval('transaction_noted'), false
from (select distinct transaction_id from journal_shown) as known;

-- Whether there is news is asked every minute.
create index collected_entry_collected on collected_entry using brin (collected_at);

grant select, insert, update on transaction_judged to ${app};
grant usage, select on sequence transaction_noted to ${app};
