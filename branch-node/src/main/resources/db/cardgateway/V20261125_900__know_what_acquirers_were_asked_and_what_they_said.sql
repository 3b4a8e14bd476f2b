-- A payer pays by card on the acquirer's own page, so no number of a card comes here. What is kept is what was asked under an
-- id of ours, what the acquirer said and when, and how much of what it captured it has not paid out yet.
create sequence card_intent_number;

create table card_intent (
  id                uuid        primary key,
  number            text        not null unique,
  gateway           text        not null,
  account           text        not null,
  amount_minor      bigint      not null check (amount_minor > 0),
  currency          text        not null,
  state             text        not null
    check (state in ('CREATED', 'PENDING', 'UNKNOWN', 'CAPTURED', 'CREDITED', 'DECLINED', 'EXPIRED', 'SET_ASIDE',
      'REFUNDING', 'REFUNDED')),
  reason            text        not null default '',
  detail            text        not null default '',
  page              text        not null default '',
  reference         text        not null default '',
  return_url        text        not null default '',
  captured_minor    bigint      check (captured_minor > 0),
  captured_currency text,
  -- The captured money lies on the account of what is set aside.
  held              boolean     not null default false,
  -- Whom it is credited to: another account than asked for when somebody decided so.
  credit_account    text        not null,
  credit_attempt    int         not null default 0,
  payment_id        uuid,
  made_at           timestamptz not null,
  made_by           text        not null,
  changed_at        timestamptz not null,
  expires_at        timestamptz not null,
  asks              int         not null default 0,
  next_ask_at       timestamptz,
  check ((captured_minor is null) = (captured_currency is null)),
  check (state not in ('CAPTURED', 'CREDITED', 'SET_ASIDE', 'REFUNDING', 'REFUNDED') or captured_minor is not null),
  check (state <> 'CREDITED' or payment_id is not null)
);
create index card_intent_due on card_intent (next_ask_at) where next_ask_at is not null;
create index card_intent_made on card_intent (made_at);
create index card_intent_account on card_intent (account);
create unique index card_intent_payment on card_intent (payment_id) where payment_id is not null;
create index card_intent_aside on card_intent (changed_at) where state = 'SET_ASIDE';

create table card_event (
  id                bigint      generated always as identity primary key,
  intent            uuid        not null references card_intent (id),
  gateway           text        not null,
  -- The acquirer's own id of a webhook; each is listened to once.
  event_id          text,
  source            text        not null check (source in ('WEBHOOK', 'ANSWER', 'PERSON', 'HERE')),
  said              text        not null,
  captured_minor    bigint,
  captured_currency text,
  detail            text        not null default '',
  state_after       text        not null,
  at                timestamptz not null,
  unique (gateway, event_id)
);
create index card_event_intent on card_event (intent, id);

-- What an acquirer captured and has neither refunded nor paid out.
create table card_receivable (
  gateway   text   not null,
  currency  text   not null,
  due_minor bigint not null,
  primary key (gateway, currency)
);

create table card_payout (
  id          uuid        primary key,
  gateway     text        not null,
  reference   text        not null,
  paid_on     date        not null,
  gross_minor bigint      not null check (gross_minor > 0),
  fee_minor   bigint      not null check (fee_minor >= 0 and fee_minor <= gross_minor),
  currency    text        not null,
  booked_at   timestamptz not null,
  booked_by   text        not null,
  unique (gateway, reference)
);
create index card_payout_paid on card_payout (paid_on);

-- A cancelled payment by card goes back to the card: the latest cancellations are looked at.
create index payment_cancellation_at on payment_cancellation (cancelled_at);

grant select, insert, update on card_intent to ${app};
grant select, insert on card_event to ${app};
grant select, insert, update on card_receivable to ${app};
grant select, insert on card_payout to ${app};
grant usage on sequence card_intent_number to ${app};
