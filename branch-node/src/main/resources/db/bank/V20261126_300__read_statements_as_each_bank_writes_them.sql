-- Not every bank gives camt.053: many give a table of their own as CSV. How a bank writes it is said here, by
-- people, so that another bank needs no other program.
create table bank_dialect (
  name          text    primary key,
  separator     text    not null check (length(separator) = 1),
  encoding      text    not null,
  skipped_lines int     not null check (skipped_lines >= 0),
  has_heading   boolean not null,
  columns       jsonb   not null,  -- by field: the column's name, or its number as #3
  account       text    not null,  -- ours, where the file does not say; else empty
  date_format   text    not null,
  decimal_sign  text    not null check (decimal_sign in ('.', ',')),
  debit_words   jsonb   not null   -- what a column says of money that went out
);
grant select, insert, update on bank_dialect to ${app};

alter table bank_file drop constraint bank_file_kind_check;
alter table bank_file add constraint bank_file_kind_check
  check (kind in ('STATEMENT', 'NOTIFICATION', 'CSV'));
