-- One row for each command that ran to its end, done or refused: a repeat under the same key is
-- answered from here. Kept for years: a late repeat must never run twice.
create table operation_execution (
  via       text        not null,  -- the node that asked; this node for its own users
  key       text        not null,  -- chosen by whoever asked first
  operation text        not null,
  body_hash bytea       not null,  -- SHA-256 of the operation; another body is a conflict
  outcome   text        not null,  -- JSON
  at        timestamptz not null,
  primary key (via, key)
);
grant select, insert on operation_execution to ${app};
