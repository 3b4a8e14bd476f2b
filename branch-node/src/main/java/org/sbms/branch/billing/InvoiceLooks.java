package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Tx;

/** Whose invoices look other than the branch's, by days; who decides that says so here. */
public final class InvoiceLooks {
  /** The template of everybody else. */
  static final String BRANCH = "branch";

  private InvoiceLooks() {}

  /** From that day on; nobody has two looks at a time. */
  public static void give(Tx tx, List<String> accounts, String template, LocalDate since) {
    tx.run(
        """
        insert into account_look (account, since, template)
        select account, $2, $3 from unnest($1::text[]) as account
        """,
        accounts.toArray(String[]::new),
        since,
        template);
  }

  /** The look that has no end ends; the day is the first without it. */
  public static void end(Tx tx, String account, LocalDate until) {
    tx.run(
        "update account_look set until = $2 where account = $1 and until is null", account, until);
  }

  /** A template as it is now. */
  record Look(String template, int version) {}

  /** The newest version of each template that accounts of a part have; others the branch's. */
  static Map<String, Look> of(Bulk bulk, List<String> accounts, LocalDate day) {
    Map<String, Look> looks = new HashMap<>();
    bulk.list(
        row -> looks.put(row.getString(1), new Look(row.getString(2), row.getInt(3))),
        """
        select l.account, l.template, max(t.version) from account_look l
        join invoice_template t on t.code = l.template
        where l.account = any(?) and l.since <= ? and (l.until is null or l.until > ?)
        group by 1, 2
        """,
        accounts.toArray(String[]::new),
        day,
        day);
    return looks;
  }
}
