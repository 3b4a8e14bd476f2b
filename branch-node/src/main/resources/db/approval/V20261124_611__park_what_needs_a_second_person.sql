-- A request above somebody's limits, as it was asked, with its key. Nothing of it is done before
-- another person has agreed.
create table approval (
  id           uuid        primary key,
  key          text        not null unique,
  operation    text        not null,
  body         text        not null,  -- JSON of the operation
  subject      text        not null,
  amount_minor bigint      not null,
  currency     text        not null,
  rule         text        not null,
  asked_by     text        not null,
  asked_role   text        not null,
  asked_at     timestamptz not null,
  expires_at   timestamptz not null,
  state        text        not null
    check (state in ('PENDING', 'APPROVED', 'DECLINED', 'EXPIRED', 'DONE', 'REFUSED')),
  decided_by   text        not null default '',
  decided_at   timestamptz,
  comment      text        not null default '',
  result_id    text        not null default '',
  constraint another_person_decides check (decided_by <> asked_by)
);
create index approval_asked on approval (asked_at desc, id);
create index approval_open on approval (state, expires_at) where state in ('PENDING', 'APPROVED');

grant select, insert, update on approval to ${app};
