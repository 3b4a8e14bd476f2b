-- An account's invoices are asked for by pages, statements and whoever follows payments; the other
-- indexes that begin with the account know some of its invoices only.
create index invoice_account on invoice (account);
