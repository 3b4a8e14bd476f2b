-- What this branch stated when it closed a day, under its signature. Central and others hold it too,
-- so it is written once: a day never reopens.
create table day_statement (
  day date primary key references business_day,
  jws text not null
);
grant select, insert on day_statement to ${app};
