-- What must still reach another node. A row goes only on a final reply.
create table outbox (
  id              bigint      generated always as identity primary key,
  destination     text        not null,
  operation       text        not null,
  key             text        not null,
  body            text        not null,  -- JSON of the operation
  actor           text        not null,  -- JSON: who caused it
  created_at      timestamptz not null,
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  last_problem    text        not null default '',
  unique (operation, key)
);
create index outbox_destination on outbox (destination, id);
grant select, insert, update, delete on outbox to ${app};
