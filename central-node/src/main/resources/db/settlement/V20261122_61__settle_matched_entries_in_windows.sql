-- A window gathers what matched while it was open. There is always one open window, and never two.
create table settlement_window (
  id          bigint      generated always as identity primary key,
  state       text        not null,
  opened_at   timestamptz not null,
  closed_at   timestamptz,
  closed_by   text,
  netted_at   timestamptz,
  approved_at timestamptz,
  approved_by text,
  constraint a_second_person_approves check (approved_by <> closed_by)
);
create unique index one_window_is_open on settlement_window (state) where state = 'OPEN';
insert into settlement_window (state, opened_at) values ('OPEN', now());

-- What a matched entry of a home's journal makes the origin owe to the home: each entry settles
-- once, in exactly one window.
create table settlement_line (
  home           text        not null,
  home_number    bigint      not null,
  kind           text        not null,
  window_id      bigint      not null references settlement_window,
  origin         text        not null,
  transaction_id uuid        not null,
  account        text        not null,
  amount_minor   bigint      not null,  -- what origin owes to home; negative for a reversal
  currency       text        not null,
  day            date        not null,  -- home's settlement day
  run_id         uuid        not null,  -- the reconciliation that found it matched
  primary key (home, home_number, kind),
  check (origin <> home)
);
create index settlement_line_window on settlement_line (window_id, origin, home);
create index settlement_line_transaction on settlement_line (transaction_id);

create table settlement_position (
  window_id     bigint not null references settlement_window,
  branch        text   not null,
  currency      text   not null,
  owes_minor    bigint not null,
  is_owed_minor bigint not null,
  net_minor     bigint not null,
  primary key (window_id, branch, currency),
  check (net_minor = is_owed_minor - owes_minor)
);

-- Whatever writes positions: at the end of its transaction they sum to zero, or it is undone.
create function require_positions_to_sum_to_zero() returns trigger language plpgsql as $$
begin
  if exists (
    select from settlement_position where window_id = new.window_id
    group by currency having sum(net_minor) <> 0) then
    raise exception 'positions of window % do not sum to zero', new.window_id;
  end if;
  return null;
end $$;
create constraint trigger positions_sum_to_zero
  after insert or update on settlement_position
  deferrable initially deferred
  for each row execute function require_positions_to_sum_to_zero();

grant select, insert, update on settlement_window to ${app};
grant select, insert, delete on settlement_line to ${app};
grant select, insert on settlement_position to ${app};
