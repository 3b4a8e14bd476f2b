-- Personal data is erased after its time on the word of two people; the row stays as the proof.
create table erasure_request (
  id          uuid        primary key,
  customer_id uuid        not null references customer,
  reason      text        not null,
  asked_by    text        not null,
  asked_at    timestamptz not null,
  state       text        not null check (state in ('ASKED', 'ERASED', 'DECLINED')),
  decided_by  text        not null default '',
  decided_at  timestamptz,
  comment     text        not null default ''
);
create unique index erasure_request_open on erasure_request (customer_id) where state = 'ASKED';

grant select, insert, update on erasure_request to ${app};

-- What an erasure must reach in tables that were only added to until now.
grant update (before, after) on personal_data_change to ${app};
grant update (comment) on account_change to ${app};
