-- A branch's copy of central's reference data. Only the applier writes it, a whole version at a
-- time; everybody else reads. There is no page and no operation that edits it.

create table reference_state (
  one boolean primary key default true check (one),
  version bigint not null check (version >= 0),
  applied_at timestamptz
);
insert into reference_state (version) values (0);

-- What central published once never becomes unpublished.
create function reference_state_only_goes_up() returns trigger language plpgsql as $$
begin
  if new.version <= old.version then
    raise exception 'reference version % must be above %', new.version, old.version;
  end if;
  return new;
end $$;
create trigger reference_state_only_goes_up before update on reference_state
  for each row execute function reference_state_only_goes_up();

create table reference_row (
  dataset text not null,
  key text not null,
  -- the version that brought this state of the row
  version bigint not null,
  values jsonb not null,
  primary key (dataset, key)
);

-- Pages of a version on their way in; worthless after a crash, so not logged.
create unlogged table reference_incoming (
  batch uuid not null,
  dataset text not null,
  key text not null,
  values jsonb,
  staged_at timestamptz not null default now(),
  primary key (batch, dataset, key)
);

grant select, update on reference_state to "${app}";
grant select, insert, update, delete on reference_row, reference_incoming to "${app}";
