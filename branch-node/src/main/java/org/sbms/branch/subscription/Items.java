package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/**
 * What a subscriber had when, in which version and at which price: whole days, without overlap.
 * What began and ended on the same day was never had for a day, and leaves no row here; the history
 * of changes has it all the same.
 */
final class Items {

  /** The version that is sold on a day, or was the last before; by kind, code and the day. */
  private static final String SOLD_VERSION =
      """
      coalesce((select v.version from offer_version v
        where v.offer_kind = %s and v.code = %s and v.valid_from <= %s
          and (v.state = 'PUBLISHED' or v.in_force)
        order by v.valid_from desc limit 1), 1)
      """;

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
        select $1, $2, c, %s, $4 from unnest($3::text[]) as c
        """
            .formatted(SOLD_VERSION.formatted("$2", "c", "$4")),
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

  /**
   * Makes the stretch begin anew on that day, which lies in it, with all that it has.
   *
   * @return the row that begins there
   */
  long splitAt(Tx tx, ItemRows.Stretch stretch, LocalDate day, Ended reason) {
    if (stretch.since().equals(day)) {
      return stretch.id();
    }
    tx.run(
        "update subscription_item set until = $2, ended_reason = $3 where id = $1",
        stretch.id(),
        day,
        reason.name());
    return tx.one(
            row -> row.getLong("id"),
            """
            insert into subscription_item (account, offer_kind, code, version, since, until,
              price_minor, promotion, promotion_until, ended_reason)
            select account, offer_kind, code, version, $2, $3::date, price_minor, promotion,
              promotion_until, case when $3::date is not null then 'CHANGED' end
            from subscription_item where id = $1 returning id
            """,
            stretch.id(),
            day,
            stretch.until().orElse(null))
        .orElseThrow();
  }

  /** Ends the stretch on that day, which lies in it. */
  void cutAt(Tx tx, ItemRows.Stretch stretch, LocalDate day, Ended reason) {
    if (stretch.since().equals(day)) {
      tx.run("delete from subscription_item where id = $1", stretch.id());
    } else {
      tx.run(
          "update subscription_item set until = $2, ended_reason = $3 where id = $1",
          stretch.id(),
          day,
          reason.name());
    }
  }

  void insert(
      Tx tx,
      AccountNumber account,
      OfferKind kind,
      String code,
      LocalDate since,
      Optional<LocalDate> until) {
    tx.run(
        """
        insert into subscription_item (account, offer_kind, code, version, since, until,
          ended_reason)
        values ($1, $2, $3, %s, $4, $5::date, case when $5::date is not null then 'CORRECTED' end)
        """
            .formatted(SOLD_VERSION.formatted("$2", "$3", "$4")),
        account.value(),
        kind.name(),
        code,
        since,
        until.orElse(null));
  }

  void setPrice(Tx tx, long id, Optional<Long> minor) {
    tx.run("update subscription_item set price_minor = $2 where id = $1", id, minor.orElse(null));
  }

  void setPromotion(Tx tx, long id, String promotion, Optional<LocalDate> until) {
    tx.run(
        "update subscription_item set promotion = $2, promotion_until = $3 where id = $1",
        id,
        promotion,
        until.orElse(null));
  }

  /** Another offer for the same days, in the version that was sold on the first of them. */
  void setOffer(Tx tx, long id, String code, LocalDate day) {
    tx.run(
        """
        update subscription_item set code = $2, version = %s, price_minor = null,
          promotion = null, promotion_until = null
        where id = $1
        """
            .formatted(SOLD_VERSION.formatted("offer_kind", "$2", "$3")),
        id,
        code,
        day);
  }

  /** A bundle is cheaper together only: who gives a part of it back pays the others in full. */
  void endBrokenBundles(Tx tx, AccountNumber account, LocalDate day) {
    Long[] broken =
        tx.list(
                row -> row.getLong("id"),
                """
                select i.id from subscription_item i join promotion p on p.code = i.promotion
                where i.account = $1 and i.until is null and p.bundle and exists (
                  select from promotion_offer o where o.promotion = p.code and not exists (
                    select from subscription_item h where h.account = $1 and h.until is null
                      and h.offer_kind = o.offer_kind and h.code = o.code))
                """,
                account.value())
            .toArray(Long[]::new);
    if (broken.length == 0) {
      return;
    }
    tx.run(
        """
        update subscription_item set until = $2, ended_reason = 'NEW_PRICE'
        where id = any($1::bigint[]) and since < $2
        """,
        broken,
        day);
    tx.run(
        """
        insert into subscription_item (account, offer_kind, code, version, since, price_minor)
        select account, offer_kind, code, version, $2, price_minor
        from subscription_item where id = any($1::bigint[]) and since < $2
        """,
        broken,
        day);
    tx.run(
        """
        update subscription_item set promotion = null, promotion_until = null
        where id = any($1::bigint[]) and since >= $2
        """,
        broken,
        day);
  }

  /** Whether the code could be used once more; then it has been. */
  boolean useCode(Tx tx, String code) {
    return tx.run(
                "update promotion_code set uses = uses + 1 where code = $1 and uses < most_uses",
                code)
            .rowCount()
        == 1;
  }

  Optional<String> promotionOfCode(Sql sql, String code) {
    return sql.one(
        row -> row.getString("promotion"),
        "select promotion from promotion_code where code = $1",
        code);
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
