-- A window goes on after its approval: it is instructed to the bank, and settled when the bank says
-- so. A window closed by the calendar takes the settlement days up to its last one.
alter table settlement_window
  add column through       date,
  add column instructed_at timestamptz,
  add column instructed_by text,
  add column settled_at    timestamptz,
  add constraint another_person_instructs check (instructed_by <> approved_by);

-- A line that one side rejects. As long as it is disputed, and if it is taken back, it counts
-- nowhere; it is carried from window to window until somebody decides.
create table settlement_dispute (
  id           bigint      generated always as identity primary key,
  window_id    bigint      not null references settlement_window,  -- where it was raised
  home         text        not null,
  home_number  bigint      not null,
  branch       text        not null,  -- who rejects it
  counterparty text        not null,
  amount_minor bigint      not null,  -- what the lines would change in the branch's net
  currency     text        not null,
  state        text        not null
    check (state in ('RAISED', 'ANSWERED', 'ARBITRATION', 'STANDS', 'TAKEN_BACK')),
  reason       text        not null check (reason <> ''),
  raised_by    text        not null,
  raised_at    timestamptz not null,
  answer       text        not null default '',
  answered_by  text        not null default '',
  ruling       text        not null default '',
  decided_by   text        not null default '',
  decided_at   timestamptz
);
create unique index one_dispute_about_an_entry on settlement_dispute (home, home_number)
  where state in ('RAISED', 'ANSWERED', 'ARBITRATION', 'TAKEN_BACK');
create index settlement_dispute_state on settlement_dispute (state, id desc);
alter table settlement_line add column dispute_id bigint references settlement_dispute;
create index settlement_line_disputed on settlement_line (dispute_id, window_id)
  where dispute_id is not null;

-- What the bank is told to pay. The message is kept as it was sent.
create table settlement_instruction (
  window_id  bigint      primary key references settlement_window,
  message_id text        not null unique,
  netting    text        not null,
  created_at timestamptz not null,
  created_by text        not null,
  document   text        not null
);
create table settlement_transfer (
  window_id    bigint not null references settlement_window,
  number       int    not null,
  debtor       text   not null,
  creditor     text   not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency     text   not null,
  end_to_end   text   not null unique,
  settled_at   timestamptz,
  confirmed_by text   not null default '',  -- a person, or the statement's file
  reference    text   not null default '',  -- the bank's
  primary key (window_id, number),
  check (debtor <> creditor)
);

-- A statement of the bank counts once, whoever sends it again under whatever name.
create table settlement_bank_file (
  sha256   text        primary key,
  name     text        not null,
  taken_at timestamptz not null,
  taken_by text        not null
);

grant select, insert, update on settlement_dispute to ${app};
grant update (window_id, dispute_id) on settlement_line to ${app};
grant delete on settlement_position to ${app};
grant select, insert on settlement_instruction, settlement_bank_file to ${app};
grant select, insert on settlement_transfer to ${app};
grant update (settled_at, confirmed_by, reference) on settlement_transfer to ${app};
