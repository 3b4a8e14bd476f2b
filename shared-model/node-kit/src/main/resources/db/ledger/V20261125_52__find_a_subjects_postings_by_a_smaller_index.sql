-- A subject has few postings, and sorting them costs less than keeping each one's id in the tree.
drop index ledger_posting_subject;
create index ledger_posting_subject on ledger_posting (subject);
