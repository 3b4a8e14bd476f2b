-- Bills and reminders were made, and nobody was told of them. What must reach a customer is a row
-- here, written where the reason for it arises; a job sends mails afterwards, letters are printed.
-- No row holds personal data: name, address and the whole text are put together when they are
-- needed, so what is erased of a customer is gone from here too.
create table message_template (
  kind       text        not null check (kind in ('INVOICE', 'CREDIT_NOTE', 'REMINDER',
    'WARNING', 'PENALTY', 'SUSPENSION', 'TERMINATION')),
  language   text        not null check (language in ('EN', 'RU')),
  version    int         not null check (version > 0),
  subject    text        not null,
  body       text        not null,
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (kind, language, version)
);
insert into message_template
select kind, language, 1, subject, body, 'system', now() from (values
  ('INVOICE', 'EN', 'Your bill {number}', e'Dear {name},\n\nplease find attached your bill {number} of account {account} for {amount}.\nPlease pay by {due}.\n\n{seller}'),
  ('INVOICE', 'RU', 'Счёт {number}', e'Здравствуйте, {name}!\n\nВо вложении — счёт {number} по лицевому счёту {account} на сумму {amount}.\nПросим оплатить до {due}.\n\n{seller}'),
  ('CREDIT_NOTE', 'EN', 'Your credit note {number}', e'Dear {name},\n\nplease find attached credit note {number} of account {account}: we give back {amount}.\n\n{seller}'),
  ('CREDIT_NOTE', 'RU', 'Кредит-нота {number}', e'Здравствуйте, {name}!\n\nВо вложении — кредит-нота {number} по лицевому счёту {account}: мы возвращаем {amount}.\n\n{seller}'),
  ('REMINDER', 'EN', 'A reminder to pay', e'Dear {name},\n\n{amount} of account {account} was due on {due}. Perhaps it slipped your mind; please pay it in the next days.\nIf you have paid already, thank you: this message crossed your payment.\n\n{seller}'),
  ('REMINDER', 'RU', 'Напоминание об оплате', e'Здравствуйте, {name}!\n\nПо лицевому счёту {account} не оплачено {amount}, срок оплаты — {due}. Просим оплатить в ближайшие дни.\nЕсли вы уже оплатили, спасибо: это письмо разминулось с вашим платежом.\n\n{seller}'),
  ('WARNING', 'EN', 'Your service will be suspended', e'Dear {name},\n\n{amount} of account {account} is overdue since {due}. If it is not paid, we have to suspend your service.\n\n{seller}'),
  ('WARNING', 'RU', 'Предупреждение о приостановке услуг', e'Здравствуйте, {name}!\n\nПо лицевому счёту {account} с {due} просрочено {amount}. Без оплаты мы будем вынуждены приостановить услуги.\n\n{seller}'),
  ('PENALTY', 'EN', 'A charge for late payment', e'Dear {name},\n\n{amount} of account {account} is overdue since {due}. A charge for late payment will be on your next bill.\n\n{seller}'),
  ('PENALTY', 'RU', 'Пеня за просрочку оплаты', e'Здравствуйте, {name}!\n\nПо лицевому счёту {account} с {due} просрочено {amount}. Пеня за просрочку войдёт в следующий счёт.\n\n{seller}'),
  ('SUSPENSION', 'EN', 'Your service is suspended', e'Dear {name},\n\n{amount} of account {account} is overdue since {due}, and your service is suspended. It comes back by itself as soon as you have paid.\n\n{seller}'),
  ('SUSPENSION', 'RU', 'Услуги приостановлены', e'Здравствуйте, {name}!\n\nПо лицевому счёту {account} с {due} просрочено {amount}, услуги приостановлены. После оплаты они возобновятся сами.\n\n{seller}'),
  ('TERMINATION', 'EN', 'Your contract has ended', e'Dear {name},\n\n{amount} of account {account} is overdue since {due}. We have ended the contract; the debt remains to be paid.\n\n{seller}'),
  ('TERMINATION', 'RU', 'Договор расторгнут', e'Здравствуйте, {name}!\n\nПо лицевому счёту {account} с {due} просрочено {amount}. Договор расторгнут; задолженность подлежит оплате.\n\n{seller}')
) as t (kind, language, subject, body);

-- What one person printed at once.
create table print_batch (
  id         uuid        primary key,
  serial     bigint      generated always as identity unique,
  invoices   boolean     not null,   -- documents; else notices
  letters    int         not null,
  printed_by text        not null,
  printed_at timestamptz not null
);

create table delivery (
  id               uuid        primary key,
  serial           bigint      generated always as identity unique,
  account          text        not null references account,
  customer_id      uuid        not null references customer,
  kind             text        not null,
  channel          text        not null check (channel in ('MAIL', 'LETTER')),
  state            text        not null check (state in ('WAITING', 'SENT', 'PRINTED', 'FAILED',
    'BOUNCED')),
  invoice_id       uuid        references invoice,  -- of a bill
  amount_minor     bigint      not null,            -- what its text speaks of
  currency         text        not null,
  due_on           date        not null,
  language         text        not null,
  template_version int         not null,
  source           text,        -- what made it, so that it is made once; none for what a person sends
  source_id        text,
  made_by          text        not null,
  made_at          timestamptz not null,
  attempts         int         not null default 0,
  next_at          timestamptz not null,
  ended_at         timestamptz,
  recipient        text        not null default '',  -- masked, as it was used last
  detail           text        not null default '',
  batch_id         uuid        references print_batch,
  foreign key (kind, language, template_version)
    references message_template (kind, language, version),
  check ((source is null) = (source_id is null))
);
create unique index delivery_source on delivery (source, source_id) where source is not null;
create index delivery_waiting on delivery (channel, next_at) where state = 'WAITING';
create index delivery_account on delivery (account, serial desc);
create index delivery_invoice on delivery (invoice_id) where invoice_id is not null;
create index delivery_batch on delivery (batch_id) where batch_id is not null;

-- Bill runs whose bills were handed over. Those from before there was delivery were printed.
create table delivery_run (
  run_id uuid primary key references bill_run
);
insert into delivery_run select id from bill_run;

-- Where a customer reads mail: a contact that was added for bills, else the contract's address, else
-- any other. Nobody who was erased.
create function mail_address_of(customer uuid) returns text language sql stable as $$
  select address from (
    select 1 as rank, value as address, added_at from customer_contact
    where customer_id = $1 and kind = 'EMAIL' and purpose ~* 'bill|invoice|сч[её]т'
    union all
    select 2, email, created_at from customer c where c.id = $1 and email <> ''
    union all
    select 3, value, added_at from customer_contact where customer_id = $1 and kind = 'EMAIL'
  ) a order by rank, added_at desc limit 1
$$;

grant select, insert on message_template, print_batch, delivery_run to ${app};
grant select, insert, update on delivery to ${app};
grant usage on all sequences in schema public to ${app};
