-- A file that cannot be rated, whatever the reason, must not keep those behind it waiting: it is tried
-- again later, a few times.
alter table usage_file
  add column tries    int not null default 0,
  add column retry_at timestamptz;   -- not before it
