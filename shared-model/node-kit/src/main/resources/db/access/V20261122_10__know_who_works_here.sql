-- Users and roles of this node, their sessions, and what failed logins must be remembered over a
-- restart. Passwords only as Argon2id, session tokens only as SHA-256: what is read here logs in
-- nobody.
create table access_role (
  name  text primary key,
  title text not null
);

create table access_role_permission (
  role       text not null references access_role on delete cascade,
  permission text not null,
  primary key (role, permission)
);

create table access_user (
  login         text        primary key check (login = lower(login)),
  name          text        not null,
  role          text        not null references access_role,
  password_hash text        not null,
  language      text,
  disabled      boolean     not null default false,
  created_at    timestamptz not null default now(),
  changed_at    timestamptz not null default now()
);

create table access_session (
  token_hash   text        primary key,
  login        text        not null references access_user on delete cascade,
  csrf_token   text        not null,
  address      text        not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null
);
create index access_session_login on access_session (login);
create index access_session_expires on access_session (expires_at);

-- key is account:<login> or address:<ip>
create table access_login_failure (
  key            text        primary key,
  failures       int         not null,
  last_failed_at timestamptz not null,
  blocked_until  timestamptz not null
);

grant select, insert, update, delete
  on access_role, access_role_permission, access_user, access_session, access_login_failure
  to ${app};
