-- What branches state of their journals, as they signed it: one for each closed day, and the latest
-- of where the journal ended. Kept, since a chain cannot see that its tail was cut.
create table journal_statement (
  branch      text        not null,
  day         date        not null,
  closed      boolean     not null,
  number      bigint      not null,
  hash        text        not null,
  totals      text        not null,  -- JSON, in the order of the statement
  stated_at   timestamptz not null,
  jws         text        not null,
  received_at timestamptz not null,
  primary key (branch, day, closed)
);

-- Where what a branch shows is not what it stated. Written anew whenever it is looked at.
create table statement_finding (
  branch   text        not null,
  day      date        not null,
  closed   boolean     not null,
  problem  text        not null,
  detail   text        not null,
  found_at timestamptz not null,
  primary key (branch, day, closed, problem)
);

-- What a branch found when it compared its books with its journal, as of its last look.
create table book_difference (
  branch   text        not null,
  book     text        not null,
  key      text        not null,
  stored   text        not null,
  proven   text        not null,
  found_at timestamptz not null,  -- first of all looks that found it without a break
  primary key (branch, book, key)
);
create table book_check (
  branch     text        primary key,
  checked_at timestamptz not null
);

grant select, insert, update on journal_statement, book_check to ${app};
grant select, insert, update, delete on statement_finding, book_difference to ${app};
