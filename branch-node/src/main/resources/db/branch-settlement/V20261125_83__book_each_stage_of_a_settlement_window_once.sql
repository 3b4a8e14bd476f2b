-- Which stages of which of central's windows are booked here. The postings are the ledger's; this
-- says that they are there, and of what.
create table settlement_posting (
  window_id text        not null,
  stage     text        not null check (stage in ('AGREED', 'PAID')),
  posted_at timestamptz not null,
  postings  int         not null,
  primary key (window_id, stage)
);
create table settlement_posting_pair (
  window_id               text   not null,
  stage                   text   not null,
  counterparty            text   not null,
  currency                text   not null,
  owes_minor              bigint not null,
  is_owed_minor           bigint not null,
  commission_earned_minor bigint not null,
  tax_earned_minor        bigint not null,
  commission_owed_minor   bigint not null,
  tax_owed_minor          bigint not null,
  adjustments_earned_minor bigint not null,
  adjustments_owed_minor  bigint not null,
  primary key (window_id, stage, counterparty, currency),
  foreign key (window_id, stage) references settlement_posting
);
grant select, insert on settlement_posting, settlement_posting_pair to ${app};
