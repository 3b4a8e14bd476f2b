-- A branch that begins brings its subscribers from the system it had. The file is put aside line by
-- line, checked as a whole, looked at by a person, and loaded in batches that can stop and go on.
create table intake (
  id            uuid        primary key,
  source        text        not null,  -- the system the file comes from; its ids are unique in it
  file_name     text        not null,
  sha256        text        not null,
  state         text        not null check (state in
    ('RECEIVING', 'CHECKING', 'READY', 'LOADING', 'DONE', 'CANCELLED')),
  lines         int         not null default 0,
  bad           int         not null default 0,
  known         int         not null default 0,  -- lines that were loaded by an earlier file
  loaded        int         not null default 0,
  customers     int         not null default 0,
  opening_minor bigint      not null default 0,  -- of the lines that are or will be loaded
  problems      int         not null default 0,
  received_by   text        not null,
  received_at   timestamptz not null,
  finished_at   timestamptz
);
create index intake_moving on intake (state) where state in ('CHECKING', 'LOADING');
create unique index intake_file on intake (source, sha256) where state <> 'CANCELLED';

-- Lines as they were read. They hold personal data and go when the load is over.
create table intake_line (
  intake_id     uuid   not null references intake,
  line          int    not null,
  external_id   text   not null,
  customer_key  text   not null,
  kind          text   not null,
  name          text   not null,
  address       text   not null,
  phone         text   not null,
  email         text   not null,
  document_type text   not null,
  document      text   not null,
  plan          text   not null,
  services      text   not null,
  phones        text   not null,
  logins        text   not null,
  balance_minor bigint not null,
  since         date   not null,
  state         text   not null,
  company       text   not null,
  department    text   not null,
  bad           boolean not null default false,
  known         boolean not null default false,
  account       text,
  primary key (intake_id, line)
);
create index intake_line_waiting on intake_line (intake_id, line)
  where account is null and not bad and not known;

create table intake_problem (
  id        bigint generated always as identity primary key,
  intake_id uuid not null references intake,
  line      int  not null,
  field     text not null,
  reason    text not null
);
create index intake_problem_intake on intake_problem (intake_id, line, id);

-- Who is here already, so that no file brings anybody twice.
create table intake_account (
  source      text not null,
  external_id text not null,
  account     text not null references account,
  primary key (source, external_id)
);
create table intake_customer (
  source       text not null,
  customer_key text not null,
  customer_id  uuid not null,
  primary key (source, customer_key)
);

grant select, insert, update on intake to ${app};
grant select, insert, update, delete on intake_line, intake_problem to ${app};
grant select, insert on intake_account, intake_customer to ${app};
grant usage on all sequences in schema public to ${app};
