-- A payment is written once and its state changed once or twice, thousands of times a second. An index
-- that has the state in its predicate makes each change write every index of the row again, so what is
-- still under way is looked up by its outbox rows instead, and what was rejected by a column of its own,
-- which hardly ever changes.
alter table payment
  add column rejected boolean generated always as (state = 'REJECTED') stored;
drop index payment_open;
drop index payment_rejected;
create index payment_rejected on payment (accepted_at) where rejected;

-- Newest last: an entry at the right end of the tree is the cheapest there is.
drop index payment_accepted;
create index payment_accepted on payment (accepted_at, id);

-- Nothing looked anything up by these.
drop index payment_account;
drop index credit_account;

-- Room on each page for the second version of its rows.
alter table payment set (fillfactor = 55);
