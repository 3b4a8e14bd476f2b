-- Customers are registered and changed at desks of any branch. A version tells a change that starts
-- from what is there now from one that would overwrite what somebody else has just written.
alter table customer
  add column document_type   text not null default '',
  add column document_number text not null default '',
  add column version         int  not null default 1;

-- Home makes account numbers. Numbers given out before keep clear of it, and a number that is taken
-- all the same is passed over.
create sequence account_serial start with 1000000 maxvalue 99999999;

-- What was changed about a subscriber: by whom, and from which branch.
create table account_change (
  id           bigint      generated always as identity primary key,
  account      text        not null references account,
  at           timestamptz not null,
  kind         text        not null check (kind in ('REGISTERED', 'PERSONAL_DATA', 'PLAN',
    'SERVICE_ADDED', 'SERVICE_REMOVED', 'SUSPENDED', 'RESUMED', 'TERMINATED')),
  subject      text        not null default '',
  reason       text        not null default '',
  comment      text        not null default '',
  changed_by   text        not null,
  changed_from text        not null  -- the node; empty where it was not noted
);
create index account_change_account on account_change (account, id desc);

-- The values stay here, beside the customer's own; no log and no audit record holds them.
create table personal_data_change (
  change_id bigint not null references account_change,
  field     text   not null,
  before    text   not null,
  after     text   not null,
  primary key (change_id, field)
);

-- Cards of other branches' subscribers as they were last seen, for when their home is silent. They
-- are worth little and lost without harm: sealed with a key that the database does not hold, and
-- dropped by age and number.
create table seen_card (
  account text        primary key,
  seen_at timestamptz not null,
  sealed  bytea       not null
);
create index seen_card_seen_at on seen_card (seen_at);

-- By which numbers they are found: fingerprints under the same key, not the numbers themselves.
create table seen_number (
  fingerprint bytea not null,
  account     text  not null references seen_card on delete cascade,
  primary key (fingerprint, account)
);
create index seen_number_account on seen_number (account);

grant select, insert on account_change, personal_data_change to ${app};
grant select, insert, update, delete on seen_card, seen_number to ${app};
grant usage on all sequences in schema public to ${app};
