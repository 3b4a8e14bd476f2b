-- How a customer is reached besides the address and phone of the contract.
create table customer_contact (
  id          uuid primary key,
  customer_id uuid not null references customer,
  kind        text not null check (kind in ('PHONE', 'EMAIL', 'POST', 'MESSENGER')),
  value       text not null,
  purpose     text not null,
  added_by    text not null,
  added_at    timestamptz not null
);
create index customer_contact_customer on customer_contact (customer_id);

-- Contracts and other papers. The file is sealed with a key that the database does not hold.
create table customer_document (
  id           uuid primary key,
  customer_id  uuid not null references customer,
  number       text not null,
  kind         text not null check (kind in ('CONTRACT', 'ANNEX', 'ACT', 'IDENTITY', 'OTHER')),
  signed_on    date not null,
  file_name    text not null,
  content_type text not null,
  size_bytes   int  not null,
  sealed       bytea,  -- null once the customer was erased
  added_by     text not null,
  added_at     timestamptz not null
);
create index customer_document_customer on customer_document (customer_id, signed_on desc);

-- A mark made with the key: an instance that has another key must not seal with it.
create table customer_document_key (
  one  boolean primary key default true check (one),
  mark bytea   not null
);

-- What was done to a customer as such; accounts have histories of their own.
create table customer_change (
  id           bigint generated always as identity primary key,
  customer_id  uuid        not null references customer,
  at           timestamptz not null,
  kind         text        not null,
  detail       text        not null,
  changed_by   text        not null,
  changed_from text        not null
);
create index customer_change_customer on customer_change (customer_id, id desc);

grant select, insert, delete on customer_contact to ${app};
grant select, insert, update on customer_document to ${app};
grant select, insert on customer_document_key, customer_change to ${app};
grant update (detail) on customer_change to ${app};
grant usage on all sequences in schema public to ${app};
