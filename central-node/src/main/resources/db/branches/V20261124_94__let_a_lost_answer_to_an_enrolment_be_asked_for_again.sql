-- Central may have used a code up and its answer be lost on the way. The same request, and no other,
-- is then answered again; only its hash is kept.
alter table enrolment_code add column used_for text;
