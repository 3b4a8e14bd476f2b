-- A payment paid the oldest invoice first, whatever was on it. Some branches must see taxes or penalties paid
-- before fees, on all invoices, and every branch wants to say in which order the parts of one are paid.
create table allocation_rule (
  one        boolean     primary key default true check (one),
  first_by   text        not null check (first_by in ('AGE', 'KIND')),
  kinds      text[]      not null check (cardinality(kinds) = 7),  -- of charges, and TAX: first is paid first
  changed_at timestamptz not null,
  changed_by text        not null
);
insert into allocation_rule (first_by, kinds, changed_at, changed_by)
  values ('AGE', '{TAX,PENALTY,RECURRING,USAGE,ONE_TIME,GOODS,ADJUSTMENT}', now(), 'system');
grant select, update on allocation_rule to ${app};
