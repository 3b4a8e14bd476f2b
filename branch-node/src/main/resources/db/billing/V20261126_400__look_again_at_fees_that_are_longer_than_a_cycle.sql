-- A change was looked for only in days that are billed. A fee for longer than the account's cycle (a
-- year's, billed every month) is charged beyond them: whoever was suspended, or took such an offer,
-- in days that no bill covered yet was billed as if nothing had happened.
create or replace function billing_must_look_again(changed text, day date) returns void
language plpgsql as $$
begin
  perform from account_billing where account = changed for update;
  update account_billing b set recheck_from = least(b.recheck_from, day)
  where b.account = changed and (b.billed_until > day
    or b.billed_until is not null and exists (
      select from subscription_item i join offer_price p
        on p.offer_kind = i.offer_kind and p.code = i.code and p.version = i.version
      where i.account = changed and (i.until is null or i.until >= day)
        and p.price_kind = 'RECURRING' and b.cycle_months % p.months <> 0));
end $$;

-- A state that ends changes nothing before its last day.
create or replace function account_state_period_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.since, old.state) is not distinct from (new.since, new.state) then
    if old.until is distinct from new.until then
      perform billing_must_look_again(new.account, least(old.until, new.until));
    end if;
  else
    perform billing_must_look_again(coalesce(new.account, old.account),
      least(old.since, new.since));
  end if;
  return null;
end $$;

-- A bill that corrects days before a change of law may have a tax at the same rate both contained in
-- a price and on top of another.
alter table invoice_tax drop constraint invoice_tax_pkey,
  add primary key (invoice_id, layer, code, percent, inclusive, compound);
