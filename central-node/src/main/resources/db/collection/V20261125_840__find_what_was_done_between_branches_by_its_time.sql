-- The dashboard sums up a day, and its figures lead to the entries behind them. Entries arrive in
-- the order of their time, more or less, so a summary of blocks is enough and costs nothing to keep.
create index collected_entry_at on collected_entry using brin (at);
