-- Windows that were approved before branches booked settlement have nothing to deliver, so a branch
-- whose module has been updated since would never book them, and the ledgers would never agree.
-- They are due like any other: what is agreed, and what is paid where the bank has paid all of it.
insert into settlement_delivery (window_id, branch, stage)
select w.id, concerned.branch, due.stage
from settlement_window w
join (
  select window_id, origin as branch from settlement_line where dispute_id is null
  union
  select window_id, home from settlement_line where dispute_id is null
) as concerned on concerned.window_id = w.id
join (values ('AGREED'), ('PAID')) as due (stage) on due.stage = 'AGREED' or w.state = 'SETTLED'
where w.state in ('APPROVED', 'INSTRUCTED', 'SETTLED')
on conflict do nothing;
