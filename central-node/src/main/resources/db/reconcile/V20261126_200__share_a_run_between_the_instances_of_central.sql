-- A run over more transactions than one instance should judge alone is done in parts by all instances
-- of central. Each part remembers how far it was judged and what came of that, in the transaction that
-- judged it: so a part that is begun again by another instance goes on where it stopped, and nothing is
-- counted twice.
create table reconciliation_part (
  id      bigint generated always as identity primary key,
  run_id  uuid    not null references reconciliation_run,
  after   uuid,                        -- the last transaction that was judged; absent before the first
  through uuid,                        -- the last one of the part; absent: to the end
  is_done boolean not null default false,
  seen    bigint  not null default 0,
  matched bigint  not null default 0,
  pending bigint  not null default 0
);
create index reconciliation_part_run on reconciliation_part (run_id);

-- Whether whoever asked for the run wanted it shared, and how many instances judged it.
alter table reconciliation_run
  add spread  text not null default 'BY_SIZE' check (spread in ('BY_SIZE', 'ALONE', 'CLUSTER')),
  add members int  not null default 1;

grant select, insert, update, delete on reconciliation_part to ${app};
