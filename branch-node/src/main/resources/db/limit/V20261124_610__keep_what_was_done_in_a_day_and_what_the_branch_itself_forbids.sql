-- What was done today, by whom it is limited: locked while a command is decided, so that many at
-- once never exceed a limit together.
create table day_total (
  day         date   not null,
  operation   text   not null,
  currency    text   not null,
  scope       text   not null,
  total_minor bigint not null check (total_minor >= 0),
  primary key (day, operation, currency, scope)
);

-- The branch's own rules for other branches. They hold beside those of reference data.
create table peer_tightening (
  operation        text        not null,
  origin           text        not null,
  role             text        not null,
  allowed          boolean     not null,
  currency         text        not null,
  max_minor        bigint      check (max_minor >= 0),
  branch_day_minor bigint      check (branch_day_minor >= 0),
  person_day_minor bigint      check (person_day_minor >= 0),
  set_by           text        not null,
  set_at           timestamptz not null,
  primary key (operation, origin, role)
);

grant select, insert, update on day_total to ${app};
grant select, insert, update, delete on peer_tightening to ${app};
