-- Failed logins count for an account from one network, so that a stranger's guesses lock out the stranger alone.
-- What still counts for the account as a whole, against guesses from many networks, must not lock out its owner:
-- networks from which the right password came are remembered and left alone by that count.

-- network is an IPv4 address, or the first 64 bits of an IPv6 address
create table access_known_network (
  login       text        not null references access_user (login) on delete cascade,
  network     text        not null,
  last_log_in timestamptz not null,
  primary key (login, network)
);
create index access_known_network_last on access_known_network (last_log_in);

-- keys are now account:<login>, network:<network> and pair:<login> <network>; what was counted
-- by the old rule is forgotten
delete from access_login_failure;

grant select, insert, update, delete on access_known_network to ${app};
