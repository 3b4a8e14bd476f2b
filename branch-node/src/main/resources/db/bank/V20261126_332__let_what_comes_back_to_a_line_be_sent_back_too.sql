-- Of a line that was partly assigned, the rest may have been sent back; when the assigned part is cancelled
-- later, that goes back as well. Only two returns at a time are one too many.
drop index bank_return_once;
create unique index bank_return_once on bank_return (line_id) where state = 'ASKED';
