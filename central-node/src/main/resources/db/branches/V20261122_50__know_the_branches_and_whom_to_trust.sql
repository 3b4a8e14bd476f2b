-- Central's book of branches: who they are, how they got their certificates, which of these are no
-- longer trusted, every directory that was signed, and when each branch was last heard of.

create table branch_node (
  code text primary key check (code ~ '^[A-Z]{2}$'),
  name text not null,
  region integer not null unique check (region between 1 and 999),
  peer_address text not null,
  registered_at timestamptz not null
);

-- Only the hash is kept: who reads this table can enrol nobody. One code of a branch at a time.
create table enrolment_code (
  branch text primary key references branch_node,
  code_hash text not null unique,
  issued_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table branch_certificate (
  serial text primary key,
  branch text not null references branch_node,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  revoked_why text,
  check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoked_why is null))
);
create index branch_certificate_by_branch on branch_certificate (branch, expires_at);

create table branch_directory (
  version bigint primary key check (version > 0),
  issued_at timestamptz not null,
  jws text not null
);

create table branch_health (
  branch text primary key references branch_node,
  seen_at timestamptz not null,
  build text not null,
  started_at timestamptz not null,
  journal_head bigint not null,
  outbox_depth bigint not null,
  reference_version bigint not null,
  directory_version bigint not null,
  certificate_expires timestamptz not null
);

grant select, insert, update on branch_node, enrolment_code, branch_certificate, branch_health to ${app};
grant select, insert on branch_directory to ${app};
