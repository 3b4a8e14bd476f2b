-- Every account was billed on paper unless somebody said otherwise, so a run of a million bills made
-- a million letters that nobody had asked for. Nothing said (null) now means as the branch does, and
-- a new branch mails. A branch that has bills already goes on with paper until somebody decides.
alter table billing_settings
  add column bill_delivery text[] not null default '{MAIL}'
    check (bill_delivery <@ array['MAIL', 'PRINT']);
update billing_settings set bill_delivery = '{PRINT}' where exists (select from account_billing);
alter table account_billing alter column delivery drop default, alter column delivery drop not null;
update account_billing set delivery = null where delivery = '{PRINT}';
