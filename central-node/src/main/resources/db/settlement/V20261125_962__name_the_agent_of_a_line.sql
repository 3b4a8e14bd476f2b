-- What tariffs leave to a dealer or for a corporate client is a line of its own, which names them:
-- their statement is made of these.
alter table settlement_line add column agent text not null default '';
create index settlement_line_agent on settlement_line (window_id, agent) where agent <> '';
