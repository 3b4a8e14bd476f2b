-- A batch whose paper jammed is undone: its letters wait again.
alter table print_batch
  add column undone_by text,
  add column undone_at timestamptz,
  add check ((undone_by is null) = (undone_at is null));
grant update on print_batch to ${app};

-- An address that mail came back from is not used again, and somebody asks the customer for another.
-- Neither table holds the address: a hash with the customer's id finds it among those there are.
alter table delivery add column recipient_hash bytea;
create table bad_mail_address (
  customer_id uuid        not null references customer,
  hash        bytea       not null,
  delivery_id uuid        not null references delivery,  -- that told us
  reason      text        not null,
  found_at    timestamptz not null,
  primary key (customer_id, hash)
);
create index bad_mail_address_delivery on bad_mail_address (delivery_id);

create function mail_address_hash(customer uuid, address text) returns bytea
  language sql immutable as $$
  select sha256(convert_to(customer::text || lower(address), 'UTF8'))
$$;

-- As before, and none that is known to be bad.
create or replace function mail_address_of(customer uuid) returns text language sql stable as $$
  select address from (
    select 1 as rank, value as address, added_at from customer_contact
    where customer_id = $1 and kind = 'EMAIL' and purpose ~* 'bill|invoice|сч[её]т'
    union all
    select 2, email, created_at from customer c where c.id = $1 and email <> ''
    union all
    select 3, value, added_at from customer_contact where customer_id = $1 and kind = 'EMAIL'
  ) a
  where not exists (select from bad_mail_address b
    where b.customer_id = $1 and b.hash = mail_address_hash($1, a.address))
  order by rank, added_at desc limit 1
$$;

grant select, insert, update, delete on bad_mail_address to ${app};
