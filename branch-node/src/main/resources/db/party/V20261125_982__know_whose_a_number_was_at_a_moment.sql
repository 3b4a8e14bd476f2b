-- A number, a card or a login goes from one subscriber to another. What was used before that moment is
-- the old one's, also when the record of it comes weeks later.
alter table identifier add column since timestamptz;  -- none: nobody had it before

create table identifier_past (
  id      bigint      generated always as identity primary key,
  kind    text        not null,
  value   text        not null,
  account text        not null references account,
  since   timestamptz,
  until   timestamptz not null   -- the first moment at which it was not his
);
create index identifier_past_value on identifier_past (value);
create index identifier_past_account on identifier_past (account);

create function identifier_given() returns trigger language plpgsql as $$
begin
  if new.since is null and exists (
      select from identifier_past where value = new.value and kind = new.kind) then
    new.since := clock_timestamp();
  end if;
  return new;
end $$;
create trigger identifier_given before insert on identifier
  for each row execute function identifier_given();

create function identifier_gone() returns trigger language plpgsql as $$
begin
  insert into identifier_past (kind, value, account, since, until)
  values (old.kind, old.value, old.account, old.since, clock_timestamp());
  if tg_op = 'DELETE' then
    return old;
  end if;
  new.since := clock_timestamp();
  return new;
end $$;
create trigger identifier_gone before delete on identifier
  for each row execute function identifier_gone();
create trigger identifier_moved before update of account on identifier
  for each row when (old.account is distinct from new.account)
  execute function identifier_gone();

grant select, insert, delete on identifier_past to ${app};
