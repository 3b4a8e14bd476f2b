-- Money comes to the branch's accounts at banks, and only the bank's file says from whom. Each entry is
-- kept once, as a line; what of it is nobody's yet is in suspense, and the books say the same sum.
create table bank_account (
  number     text        primary key,  -- IBAN, or the bank's own number
  name       text        not null,
  currency   text        not null,
  changed_at timestamptz not null,
  changed_by text        not null
);

-- A number that one payer alone pays to.
create table bank_virtual_account (
  number     text        primary key,
  account    text        not null,     -- the subscriber's, of any branch
  changed_at timestamptz not null,
  changed_by text        not null
);

-- Whose money it is when that payer pays, because somebody said so. The payer is a keyed hash.
create table bank_payer (
  mark       bytea       primary key,
  account    text        not null,
  changed_at timestamptz not null,
  changed_by text        not null
);

create table bank_file (
  id          uuid        primary key,
  name        text        not null,
  fingerprint text        not null unique,  -- SHA-256 of the bytes
  kind        text        not null check (kind in ('STATEMENT', 'NOTIFICATION')),
  message_id  text        not null,
  lines       int         not null,  -- new ones
  known       int         not null,  -- entries that an earlier file brought
  others      int         not null,  -- entries that are no money of subscribers: fees, what we paid
  taken_at    timestamptz not null,
  taken_by    text        not null
);
create index bank_file_taken on bank_file (taken_at desc, id);

create table bank_line (
  id             uuid        primary key,
  number         bigint      generated always as identity unique,
  file_id        uuid        not null references bank_file,
  account        text        not null references bank_account,
  identity       text        not null,  -- by which the same entry is known in another file
  amount_minor   bigint      not null check (amount_minor <> 0),  -- below zero takes a credit back
  currency       text        not null,
  booked_on      date        not null,
  value_on       date        not null,
  bank_reference text        not null,
  end_to_end_id  text        not null,
  remittance     text        not null,
  own_account    text        not null,  -- which of our numbers was paid to, when the bank says
  payer          bytea,                 -- sealed: name and account
  payer_mark     bytea,                 -- keyed hash of the payer's account
  state          text        not null
    check (state in ('NEW', 'OPEN', 'DONE', 'RETURNED', 'BOOKED_BEFORE', 'REVERSED')),
  open_minor     bigint      not null,  -- what of it is in suspense
  hint           text        not null default '',  -- an account that it may be for
  rule           text        not null default '',  -- by which it was assigned or the hint was found
  note           text        not null default '',
  reverses       uuid        references bank_line,
  return_reason  text        not null default '',  -- the bank's code of why money went back
  changed_at     timestamptz not null,
  changed_by     text        not null,
  unique (account, identity),
  check ((state in ('NEW', 'OPEN')) = (open_minor <> 0)),
  check (open_minor = 0 or sign(open_minor) = sign(amount_minor) and abs(open_minor) <= abs(amount_minor)),
  check (reverses is null or amount_minor < 0)
);
create index bank_line_new on bank_line (number) where state = 'NEW';
create index bank_line_open on bank_line (number desc) where state = 'OPEN';
create index bank_line_file on bank_line (file_id, number);
create index bank_line_reference on bank_line (bank_reference) where bank_reference <> '';
create index bank_line_end_to_end on bank_line (end_to_end_id) where end_to_end_id <> '';
create index bank_line_reverses on bank_line (reverses) where reverses is not null and state = 'OPEN';

-- What became of a line: ordinary payments.
create table bank_part (
  payment_id   uuid        primary key references payment,
  line_id      uuid        not null references bank_line,
  account      text        not null,
  amount_minor bigint      not null check (amount_minor > 0),
  rule         text        not null,
  given_back   boolean     not null default false,  -- to suspense: the payment was cancelled
  made_at      timestamptz not null,
  made_by      text        not null
);
create index bank_part_line on bank_part (line_id);
create index bank_part_standing on bank_part (payment_id) where not given_back;

grant select, insert, update on bank_account, bank_virtual_account, bank_payer, bank_line, bank_part
  to ${app};
grant delete on bank_virtual_account, bank_payer to ${app};
grant select, insert on bank_file to ${app};
grant usage on all sequences in schema public to ${app};
