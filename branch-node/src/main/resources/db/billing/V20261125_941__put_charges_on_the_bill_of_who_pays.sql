-- An account may be paid for by one above it. What is due of it goes on that account's bill: the
-- charge stays the subscriber's, so that it is never made twice, and says whose bill it is for.
alter table charge add column payer text references account check (payer <> account);
create index charge_payer on charge (payer) where payer is not null;

-- Few accounts are paid for by another; a run bills them first.
create index account_paid_by_another on account (number) where payer <> 'OWN';
