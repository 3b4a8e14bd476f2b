-- A file of a million rows is looked through here and not in memory, repeated keys too: so its rows
-- are kept by line, without a key that would refuse the second.

drop table reference_import_row;

create unlogged table reference_import_line (
  draft_id uuid not null,
  line bigint not null,
  key text not null,
  values jsonb not null
);
create index on reference_import_line (draft_id);
grant select, insert, delete on reference_import_line to "${app}";
