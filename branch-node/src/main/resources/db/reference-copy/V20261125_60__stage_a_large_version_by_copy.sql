-- A version of many pages is staged by COPY, which an index and a batch number in every row only
-- slow down: an advisory lock lets one instance of the branch stage at a time instead.

drop table reference_incoming;

create unlogged table reference_incoming (
  dataset text not null,
  key text not null,
  version bigint not null,
  values jsonb
);
grant select, insert, delete, truncate on reference_incoming to "${app}";

-- Which version last changed a dataset, so that caches of the others stay what they are.
create table reference_dataset (
  dataset text primary key,
  version bigint not null
);
insert into reference_dataset (dataset, version)
select distinct r.dataset, s.version from reference_row r, reference_state s;
grant select, insert, update on reference_dataset to "${app}";
