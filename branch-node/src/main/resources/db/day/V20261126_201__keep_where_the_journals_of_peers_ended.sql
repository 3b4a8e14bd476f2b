-- A chain cannot see that its own tail was cut off, so others hold where it ended: the longest head that
-- each other branch has told this one, as it was signed. Central asks for them and compares.
create table peer_head (
  branch      text        primary key,
  number      bigint      not null,
  hash        text        not null,
  stated_at   timestamptz not null,
  jws         text        not null,
  received_at timestamptz not null
);
grant select, insert, update on peer_head to ${app};
