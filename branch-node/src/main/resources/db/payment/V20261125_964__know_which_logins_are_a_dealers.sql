-- Which dealer of national reach a login belongs to. What its user takes for other branches is
-- journalled in the dealer's name from then on; what was taken before keeps the name it had.
create table dealer_login (
  login       text        primary key,
  dealer      text        not null check (dealer <> ''),  -- code of the dataset dealers
  assigned_by text        not null,
  assigned_at timestamptz not null
);
grant select, insert, update, delete on dealer_login to ${app};
