-- A customer was a person or a company with one account. Families, groups and communities are served
-- too, one customer has several accounts, an account may be paid for by another, and one installation
-- serves several legal companies with their departments.
alter table customer drop constraint customer_kind_check;
alter table customer add constraint customer_kind_check
  check (kind in ('PERSON', 'FAMILY', 'COMPANY', 'GROUP', 'COMMUNITY'));

-- What people call a customer by; made here and never given twice.
create sequence customer_serial maxvalue 99999999;
alter table customer
  add column number      text not null default 'C' || lpad(nextval('customer_serial')::text, 8, '0'),
  add column parent      uuid references customer check (parent <> id),
  add column archived_at timestamptz,
  add column erased_at   timestamptz,
  add unique (number);
create index customer_parent on customer (parent) where parent is not null;

-- The legal companies that serve, and where in them.
create table operator_company (
  code       text primary key,
  name       text not null,
  tax_number text not null default '',
  address    text not null default ''
);
insert into operator_company (code, name) values ('MAIN', 'Main company');

create table department (
  company  text not null references operator_company,
  code     text not null,
  name     text not null,
  location text not null default '',
  primary key (company, code)
);

-- Who is archived has no open account; lists leave such accounts out without asking the customer.
alter table account
  add column company    text not null default 'MAIN' references operator_company,
  add column department text,
  add column parent     text references account check (parent <> number),
  add column payer      text not null default 'OWN' check (payer in ('OWN', 'PARENT')),
  add column archived   boolean not null default false,
  add foreign key (company, department) references department (company, code),
  add check (payer = 'OWN' or parent is not null);
create index account_customer on account (customer_id);
create index account_parent on account (parent) where parent is not null;

-- The account that pays for one in the end. Ten steps are twice what an account may stand below.
create function payer_of(account_number text) returns text language sql stable as $$
  with recursive up (number, parent, payer, depth) as (
    select number, parent, payer, 0 from account where number = account_number
    union all
    select a.number, a.parent, a.payer, up.depth + 1
    from up join account a on a.number = up.parent
    where up.payer = 'PARENT' and up.depth < 10
  )
  select number from up order by depth desc limit 1
$$;

grant select, insert, update on operator_company, department to ${app};
grant usage on all sequences in schema public to ${app};
