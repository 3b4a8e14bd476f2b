-- A corporate client: an organisation, its departments to any depth, and subscribers that live in
-- many branches. What branches know of an account stays theirs; here is only what they last said.
create table corporate_client (
  id            uuid        primary key,
  name          text        not null,
  tax_id        text        not null,
  branch        text        not null,  -- the collecting branch, whose bank account gets the transfers
  contact       text        not null default '',
  archived_at   timestamptz,
  created_by    text        not null,
  created_at    timestamptz not null
);
create unique index corporate_client_tax_id on corporate_client (tax_id) where archived_at is null;

create table corporate_department (
  id          uuid        primary key,
  client_id   uuid        not null references corporate_client,
  parent_id   uuid        references corporate_department,  -- absent right under the organisation
  name        text        not null,
  archived_at timestamptz,
  created_at  timestamptz not null
);
create index corporate_department_client on corporate_department (client_id);
create unique index corporate_department_name on corporate_department
  (client_id, coalesce(parent_id, client_id), lower(name)) where archived_at is null;

-- An account belongs to one client at a time. Unverified until its branch was asked.
create table corporate_member (
  account       text        primary key,
  client_id     uuid        not null references corporate_client,
  department_id uuid        references corporate_department,
  verified      boolean     not null,
  attached_by   text        not null,
  attached_at   timestamptz not null
);
create index corporate_member_client on corporate_member (client_id, department_id);

-- What an account's branch last said of it; known is false where it said that there is none.
create table corporate_figure (
  account       text        primary key,
  branch        text        not null,
  known         boolean     not null,
  name          text        not null default '',
  state         text        not null default '',
  plan          text        not null default '',
  plan_name     text        not null default '',
  services      text[]      not null default '{}',
  fee_minor     bigint      not null default 0,  -- a month: plan and services
  balance_minor bigint      not null default 0,
  currency      text        not null default '',
  as_of         timestamptz not null
);

-- How a branch last answered for a client.
create table corporate_answer (
  client_id   uuid        not null references corporate_client,
  branch      text        not null,
  asked_at    timestamptz not null,
  answered_at timestamptz,
  problem     text        not null default '',
  primary key (client_id, branch)
);

-- A transfer that came in at the collecting branch. What no line has taken of it is unallocated.
create table corporate_payment (
  id            uuid        primary key,
  client_id     uuid        not null references corporate_client,
  branch        text        not null,
  amount_minor  bigint      not null check (amount_minor > 0),
  currency      text        not null,
  reference     text        not null,
  received_on   date        not null,
  registered_by text        not null,
  registered_at timestamptz not null
);
create index corporate_payment_client on corporate_payment (client_id, registered_at desc);

-- Work over many accounts: spreading a payment, or one operation for each. Lines outlive restarts.
create table corporate_job (
  id          uuid        primary key,
  client_id   uuid        not null references corporate_client,
  payment_id  uuid        references corporate_payment,
  kind        text        not null,
  parameters  text        not null,  -- of the kind, as JSON
  state       text        not null
    check (state in ('QUOTING', 'DRAFT', 'RUNNING', 'PAUSED', 'CANCELLED', 'DONE')),
  actor_login text        not null,  -- for whom it is done
  actor_role  text        not null,
  problem     text        not null default '',
  created_at  timestamptz not null,
  started_at  timestamptz,
  finished_at timestamptz
);
create index corporate_job_client on corporate_job (client_id, created_at desc);
create index corporate_job_payment on corporate_job (payment_id);
create index corporate_job_open on corporate_job (state, created_at)
  where state in ('QUOTING', 'RUNNING', 'CANCELLED');

create table corporate_job_line (
  job_id       uuid        not null references corporate_job,
  number       int         not null,
  account      text        not null,
  destination  text        not null,  -- the branch that is asked
  department   text        not null default '',
  amount_minor bigint,                -- of a payment; else what it costs, where the branch told
  currency     text        not null default '',
  state        text        not null,
  quoted       boolean     not null default false,
  round        int         not null default 0,  -- a refused line tried again is a new request
  attempts     int         not null default 0,
  in_doubt     boolean     not null default false,  -- asked, and nobody knows whether it was done
  next_at      timestamptz not null default '-infinity',
  code         text        not null default '',
  detail       text        not null default '',
  payment_id   uuid,                  -- at the collecting branch
  receipt      text        not null default '',
  changed_at   timestamptz not null,
  primary key (job_id, number)
);
create index corporate_job_line_open on corporate_job_line (job_id, next_at)
  where state in ('READY', 'WAITING', 'TAKEN', 'RETURNING');
create unique index corporate_job_line_account on corporate_job_line (job_id, account);

grant select, insert, update on corporate_client, corporate_department, corporate_figure,
  corporate_answer, corporate_payment, corporate_job, corporate_job_line to ${app};
grant select, insert, update, delete on corporate_member to ${app};
