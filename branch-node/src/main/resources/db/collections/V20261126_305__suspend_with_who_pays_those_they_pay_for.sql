-- Who pays for others and does not pay was suspended alone, and those whose bills it pays were served on. By
-- policy they are suspended with it, and come back with it; each has an entry that says with whom.
alter table dunning_policy add column dependents boolean not null default true;
alter table dunning_log add column payer text;  -- of an entry about somebody that another pays for
create index dunning_log_dependents on dunning_log (case_id) where payer is not null;
