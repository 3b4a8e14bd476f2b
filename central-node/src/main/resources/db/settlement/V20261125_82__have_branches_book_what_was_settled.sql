-- Which branch has booked which stage of which window. A row is due until it is delivered.
create table settlement_delivery (
  window_id       bigint      not null references settlement_window,
  branch          text        not null,
  stage           text        not null check (stage in ('AGREED', 'PAID')),
  delivered_at    timestamptz,
  attempts        int         not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  last_problem    text        not null default '',
  primary key (window_id, branch, stage)
);
create index settlement_delivery_due on settlement_delivery (next_attempt_at)
  where delivered_at is null;
grant select, insert, update on settlement_delivery to ${app};
