-- A bank collects and pays on its business days, and wants to be asked some of them before. Which days those are
-- is a calendar of the reference data; without one they are Monday to Friday.
create table bank_days (
  one       boolean primary key default true check (one),
  calendar  text    not null,  -- its code in the dataset calendar-days; empty for none
  lead_days int     not null check (lead_days between 0 and 10)
);
insert into bank_days (calendar, lead_days) values ('', 1);
grant select, update on bank_days to ${app};
