-- A dealer or a corporate client may stand between the customer and the branch that takes the
-- money; what central's tariffs leave to them is computed from the entry. Absent in older entries
-- and for the branch's own desks; the hash covers it only where it is there.
alter table journal_entry add column agent text;
