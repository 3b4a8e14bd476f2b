-- Every version of every row stays readable, so a branch that was away gets one delta however long
-- it was away, and any two versions can be compared. A row holds from valid_from_version until
-- before valid_to_version; no valid_to_version means now.

create table reference_head (
  one boolean primary key default true check (one),
  version bigint not null check (version >= 0)
);
insert into reference_head (version) values (0);

-- Versions only go up, whoever writes.
create function reference_head_only_goes_up() returns trigger language plpgsql as $$
begin
  if new.version <= old.version then
    raise exception 'reference version % must be above %', new.version, old.version;
  end if;
  return new;
end $$;
create trigger reference_head_only_goes_up before update on reference_head
  for each row execute function reference_head_only_goes_up();

create table reference_version (
  version bigint primary key check (version > 0),
  published_at timestamptz not null,
  approved_by text not null
);

create table reference_version_dataset (
  version bigint not null references reference_version,
  dataset text not null,
  draft_id uuid,
  authors text[] not null,
  added bigint not null,
  changed bigint not null,
  removed bigint not null,
  primary key (version, dataset)
);
create index on reference_version_dataset (dataset, version desc);

create table reference_row (
  dataset text not null,
  key text not null,
  valid_from_version bigint not null,
  valid_to_version bigint check (valid_to_version > valid_from_version),
  values jsonb not null,
  primary key (dataset, key, valid_from_version)
);
create unique index reference_row_now on reference_row (dataset, key)
  where valid_to_version is null;
create index reference_row_began on reference_row (valid_from_version);
create index reference_row_ended on reference_row (valid_to_version)
  where valid_to_version is not null;

create table reference_draft (
  id uuid primary key,
  dataset text not null,
  state text not null
    check (state in ('OPEN', 'SUBMITTED', 'PUBLISHED', 'REJECTED', 'DISCARDED')),
  -- everybody who put something into it: none of them may approve it
  authors text[] not null check (cardinality(authors) > 0),
  source text not null,
  -- the head when the draft was begun: what it changes must not have changed since
  base_version bigint not null,
  created_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  decision_note text not null default '',
  version bigint references reference_version
);
create index on reference_draft (state, created_at desc);

create table reference_draft_change (
  draft_id uuid not null references reference_draft,
  key text not null,
  old_values jsonb,
  new_values jsonb,
  primary key (draft_id, key),
  check (old_values is not null or new_values is not null),
  check (old_values is distinct from new_values)
);

-- Rows of a file on their way into a draft; worthless after a crash, so not logged.
create unlogged table reference_import_row (
  draft_id uuid not null,
  key text not null,
  values jsonb not null,
  primary key (draft_id, key)
);

create table reference_branch (
  branch text primary key check (branch ~ '^[A-Z]{2}$'),
  version bigint not null,
  acknowledged_at timestamptz not null
);

grant select on reference_head, reference_version, reference_version_dataset, reference_row,
  reference_draft, reference_draft_change, reference_import_row, reference_branch to "${app}";
grant update on reference_head to "${app}";
grant insert on reference_version, reference_version_dataset to "${app}";
grant insert on reference_row to "${app}";
grant update (valid_to_version) on reference_row to "${app}";
grant insert, update on reference_draft, reference_branch to "${app}";
grant insert, update, delete on reference_draft_change, reference_import_row to "${app}";
