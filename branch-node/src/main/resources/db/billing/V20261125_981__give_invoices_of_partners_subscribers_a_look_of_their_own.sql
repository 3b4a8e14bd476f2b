-- Subscribers of a partner get invoices that carry the partner's name. A look is a template under the
-- partner's code; without one of its own, its subscribers' invoices look like the branch's.
alter table invoice_template
  add column logo      text not null default '',   -- in large letters, above who issues it
  add column header_en text not null default '',   -- lines between the parties and the number
  add column header_ru text not null default '';

create table account_look (
  account  text not null references account,
  since    date not null,
  until    date check (until > since),   -- the first day on which it is not
  template text not null,                -- may not be made yet
  primary key (account, since)
);

grant select, insert, update on account_look to ${app};
