-- Whoever cancels a payment gives the money back out of their own drawer, which need not be the one it
-- went into. Beside the payment and not in it: payments are written thousands of times a second, and
-- hardly any is cancelled.
create table payment_cancellation (
  payment_id   uuid        primary key references payment (id),
  cancelled_by text        not null,
  cancelled_at timestamptz not null
);
create index payment_cancellation_by on payment_cancellation (cancelled_by);

grant select, insert, update on payment_cancellation to ${app};
