-- Where a branch's journal ended by what it told other branches, as it was signed: one for each of them,
-- the longest. A branch that cuts off what central has not collected yet cannot take these back.
create table witnessed_head (
  branch      text        not null,
  witness     text        not null,  -- the branch that was told
  day         date        not null,
  number      bigint      not null,
  hash        text        not null,
  stated_at   timestamptz not null,
  jws         text        not null,
  received_at timestamptz not null,
  primary key (branch, witness)
);
grant select, insert, update on witnessed_head to ${app};
