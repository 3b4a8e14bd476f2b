-- A closed account went on paying for those below it: their charges waited for a bill that never came. Now a
-- closed one pays for nobody: the last open account on the way up does, or the subscriber.
create or replace function payer_of(account_number text) returns text language sql stable as $$
  with recursive up (number, parent, payer, depth) as (
    select number, parent, payer, 0 from account where number = account_number
    union all
    select a.number, a.parent, a.payer, up.depth + 1
    from up join account a on a.number = up.parent
    where up.payer = 'PARENT' and up.depth < 10 and a.state <> 'TERMINATED'
  )
  select number from up order by depth desc limit 1
$$;
