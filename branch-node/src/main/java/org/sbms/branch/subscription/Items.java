package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.List;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Tx;

/**
 * What a subscriber had when, in which version and at which price: whole days, without overlap.
 * What began and ended on the same day was never had for a day, and leaves no row here; the history
 * of changes has it all the same.
 */
final class Items {

  /** Why something ended. */
  enum Ended {
    CHANGED,
    REMOVED,
    TERMINATED,
    NEW_VERSION,
    NEW_PRICE,
    CORRECTED
  }

  /** From that day on, in the version that is sold on it. */
  void start(Tx tx, AccountNumber account, OfferKind kind, List<String> codes, LocalDate day) {
    tx.write(
        """
        insert into subscription_item (account, offer_kind, code, version, since)
        select $1, $2, c, coalesce((select v.version from offer_version v
            where v.offer_kind = $2 and v.code = c and v.valid_from <= $4
              and (v.state = 'PUBLISHED' or v.in_force)
            order by v.valid_from desc limit 1), 1), $4
        from unnest($3::text[]) as c
        """,
        account.value(),
        kind.name(),
        codes.toArray(String[]::new),
        day);
  }

  /** Until that day; an account from before there were items may have none. */
  void end(Tx tx, AccountNumber account, OfferKind kind, String code, LocalDate day, Ended reason) {
    tx.write(
        """
        delete from subscription_item
        where account = $1 and offer_kind = $2 and code = $3 and until is null and since >= $4
        """,
        account.value(),
        kind.name(),
        code,
        day);
    tx.write(
        """
        update subscription_item set until = $4, ended_reason = $5
        where account = $1 and offer_kind = $2 and code = $3 and until is null
        """,
        account.value(),
        kind.name(),
        code,
        day,
        reason.name());
  }

  void endAll(Tx tx, AccountNumber account, LocalDate day) {
    tx.write(
        "delete from subscription_item where account = $1 and until is null and since >= $2",
        account.value(),
        day);
    tx.write(
        """
        update subscription_item set until = $2, ended_reason = $3
        where account = $1 and until is null
        """,
        account.value(),
        day,
        Ended.TERMINATED.name());
  }
}
