package org.sbms.branch.rating;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.sbms.kit.db.Sql;

/**
 * How accounts are billed, as far as usage depends on it. Billing stands above and keeps the table
 * {@code account_billing}; an account that is not in it, or a branch that has none, is postpaid
 * without credit, by the calendar month.
 */
final class BillingTerms {
  private volatile boolean isThere;

  enum Mode {
    /** What is used leaves the balance at once. */
    PREPAID,
    /** What is used comes on a bill, up to the credit limit. */
    POSTPAID,
    /** Fees are prepaid, usage is as in postpaid. */
    HYBRID
  }

  /**
   * @param creditLimitMinor how far the balance less what is not billed yet may fall below zero;
   *     zero for prepaid
   */
  record Terms(Mode mode, long creditLimitMinor, int anchorDay) {
    static final Terms NONE = new Terms(Mode.POSTPAID, 0, 1);
  }

  Terms of(Sql sql, String account) {
    return isThere(sql)
        ? sql.one(
                row -> {
                  Mode mode = Mode.valueOf(row.getString(0));
                  return new Terms(
                      mode, mode == Mode.PREPAID ? 0 : row.getLong(1), row.getInteger(2));
                },
                """
                select mode, credit_limit_minor, anchor_day from account_billing where account = $1
                """,
                account)
            .orElse(Terms.NONE)
        : Terms.NONE;
  }

  /** On which day of the month cycles begin, where it is not the first. */
  Map<String, Integer> anchors(Sql sql, Collection<String> accounts) {
    Map<String, Integer> anchors = new HashMap<>();
    if (isThere(sql)) {
      sql.run(
              """
              select account, anchor_day from account_billing
              where account = any($1::text[]) and anchor_day <> 1
              """,
              (Object) accounts.toArray(String[]::new))
          .forEach(row -> anchors.put(row.getString(0), row.getInteger(1)));
    }
    return anchors;
  }

  private boolean isThere(Sql sql) {
    if (!isThere) {
      isThere =
          sql.one(row -> row.getBoolean(0), "select to_regclass('account_billing') is not null")
              .orElseThrow();
    }
    return isThere;
  }
}
