package org.sbms.branch.voucher;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.sbms.kit.db.Tx;

/**
 * Wrong PINs. Who types them, and the account that they are typed for, have so many in a while and
 * then wait until it is over; a right one forgets nothing, or a guesser would have some of their
 * own at hand.
 */
final class Guesses {
  static final Duration WHILE = Duration.ofMinutes(15);
  static final int FREE_OF_PERSON = 20;
  static final int FREE_OF_ACCOUNT = 5;

  /** Whose wrong PINs are counted, and how many are free. */
  record Scope(String name, int free) {}

  static List<Scope> scopes(String person, String account) {
    return List.of(
        new Scope("account:" + account, FREE_OF_ACCOUNT),
        new Scope("person:" + person, FREE_OF_PERSON));
  }

  /** Whether one of them must wait. Locks both, so that parallel guesses are counted too. */
  boolean mustWait(Tx tx, List<Scope> scopes, Instant now) {
    boolean wait = false;
    for (Scope scope : scopes) {
      int wrong =
          tx.one(
                  row -> row.getInteger("wrong"),
                  """
                  insert into voucher_guess as g (scope, wrong, since) values ($1, 0, $2)
                  on conflict (scope) do update set
                    wrong = case when g.since < $3 then 0 else g.wrong end,
                    since = case when g.since < $3 then $2 else g.since end
                  returning wrong
                  """,
                  scope.name(),
                  now.atOffset(ZoneOffset.UTC),
                  now.minus(WHILE).atOffset(ZoneOffset.UTC))
              .orElseThrow();
      wait |= wrong >= scope.free();
    }
    return wait;
  }

  /** Of locked ones. */
  void count(Tx tx, List<Scope> scopes) {
    tx.run(
        "update voucher_guess set wrong = wrong + 1 where scope = any($1::text[])",
        (Object) scopes.stream().map(Scope::name).toArray(String[]::new));
  }
}
