-- What central says of mismatches that concern this branch. Central owns them; a row is replaced by
-- a later revision of the same mismatch and by nothing else.
create table mismatch_notice (
  id             uuid        primary key,
  revision       bigint      not null,
  kind           text        not null,
  state          text        not null,
  origin         text        not null,
  home           text        not null,
  transaction_id uuid,
  account        text        not null,
  origin_value   text        not null,
  home_value     text        not null,
  owner          text        not null,
  found_at       timestamptz not null,
  received_at    timestamptz not null
);
create index mismatch_notice_state on mismatch_notice (state, found_at);
grant select, insert, update on mismatch_notice to ${app};
