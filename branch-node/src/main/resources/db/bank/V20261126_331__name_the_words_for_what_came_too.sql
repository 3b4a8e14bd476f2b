-- A word that nobody listed was read as money that came: "Debit" beside "D" would have credited what went out.
-- Formats that name no such word yet refuse every credit until somebody does.
alter table bank_dialect add column credit_words jsonb not null default '[]';
alter table bank_dialect alter column credit_words drop default;
