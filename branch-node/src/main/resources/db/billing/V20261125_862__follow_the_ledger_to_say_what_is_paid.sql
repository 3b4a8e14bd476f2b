-- Which invoice a payment pays is worked out after the fact, from the ledger on.
create table allocation_state (
  one     boolean primary key default true check (one),
  posting bigint  not null  -- how far it has looked for accounts whose money moved
);
insert into allocation_state values (true, 0);

-- Bills of accounts that nobody set are in the branch's language. From how much on a second person
-- must agree to a credit note is reference data, like other limits of a desk.
alter table billing_settings
  add column language text not null default 'RU' check (language in ('EN', 'RU'));
alter table billing_settings drop column second_person_minor;

grant select, update on allocation_state to ${app};
