-- CSV does not give all that camt gives, so the same entry has another identity there, and would be credited
-- twice. The line keeps the identity that it has in the other kind, so it is known again in both.
alter table bank_line add column twin text;
create unique index bank_line_twin on bank_line (account, twin) where twin is not null;
