package org.sbms.branch.subscription;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;

/**
 * Moves who has an older version of an offer to the one that is in force and says so, from its day
 * on, some at a time. Own prices and promotions go along. Safe at any time and by several
 * instances.
 */
final class MovedVersions {
  private static final int BATCH = 2_000;

  private final Accounts accounts;

  MovedVersions(Accounts accounts) {
    this.accounts = accounts;
  }

  private record Version(String kind, String code, int number, LocalDate from) {}

  void apply(Database database) {
    boolean more;
    do {
      more = database.inTransaction(this::applyBatch);
    } while (more);
  }

  private boolean applyBatch(Tx tx) {
    // Older ones first: who missed two versions has had both.
    Optional<Version> due =
        tx.one(
            MovedVersions::toVersion,
            """
            select * from offer_version
            where existing = 'MIGRATE' and in_force and not all_moved
            order by valid_from, offer_kind, code limit 1 for update skip locked
            """);
    if (due.isEmpty()) {
      return false;
    }
    Version version = due.get();
    List<AccountNumber> behind =
        tx.list(
            row -> new AccountNumber(row.getString("account")),
            """
            select account from subscription_item
            where offer_kind = $1 and code = $2 and version < $3 and until is null
            order by account limit $4
            """,
            version.kind(),
            version.code(),
            version.number(),
            BATCH);
    if (behind.isEmpty()) {
      tx.run(
          """
          update offer_version set all_moved = true
          where offer_kind = $1 and code = $2 and version = $3
          """,
          version.kind(),
          version.code(),
          version.number());
    } else {
      accounts.lock(tx, behind);
      move(tx, version, behind);
    }
    return true;
  }

  private static void move(Tx tx, Version version, List<AccountNumber> behind) {
    String[] numbers = behind.stream().map(AccountNumber::value).toArray(String[]::new);
    tx.run(
        """
        update subscription_item set version = $3
        where account = any($5::text[]) and offer_kind = $1 and code = $2 and version < $3
          and until is null and since >= $4
        """,
        version.kind(),
        version.code(),
        version.number(),
        version.from(),
        numbers);
    Long[] ended =
        tx.list(
                row -> row.getLong("id"),
                """
                update subscription_item set until = $4, ended_reason = 'NEW_VERSION'
                where account = any($5::text[]) and offer_kind = $1 and code = $2 and version < $3
                  and until is null
                returning id
                """,
                version.kind(),
                version.code(),
                version.number(),
                version.from(),
                numbers)
            .toArray(Long[]::new);
    tx.run(
        """
        insert into subscription_item (account, offer_kind, code, version, since, price_minor,
          promotion, promotion_until)
        select account, offer_kind, code, $2, $3, price_minor, promotion, promotion_until
        from subscription_item where id = any($1::bigint[])
        """,
        ended,
        version.number(),
        version.from());
  }

  private static Version toVersion(Row row) {
    return new Version(
        row.getString("offer_kind"),
        row.getString("code"),
        row.getInteger("version"),
        row.getLocalDate("valid_from"));
  }
}
