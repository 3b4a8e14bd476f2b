package org.sbms.branch.party;

import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Tx;

/** The balances of this branch's subscribers, inside a transaction; in a simulation's memory. */
public class Accounts {

  /** What a decision about money must know of an account. */
  public record Facts(
      AccountNumber number, SubscriberState state, Currency currency, Money balance) {}

  /**
   * Locks the accounts, in the order of their numbers so that two transactions never wait for each
   * other, and reads them. Unknown ones are absent.
   */
  public Map<AccountNumber, Facts> lock(Tx tx, Collection<AccountNumber> numbers) {
    Map<AccountNumber, Facts> facts = new HashMap<>();
    if (!numbers.isEmpty()) {
      for (Row row :
          tx.run(
              """
              select number, state, currency, balance_minor from account
              where number = any($1::text[]) order by number for update
              """,
              (Object)
                  numbers.stream().map(AccountNumber::value).distinct().toArray(String[]::new))) {
        Facts account = toFacts(row);
        facts.put(account.number(), account);
      }
    }
    return facts;
  }

  /** Changes locked balances by signed amounts in each account's own currency. */
  public void change(Tx tx, Map<AccountNumber, Long> deltasMinor) {
    if (deltasMinor.isEmpty()) {
      return;
    }
    List<Map.Entry<AccountNumber, Long>> entries =
        List.copyOf(new TreeMap<>(deltasMinor).entrySet());
    int changed =
        tx.run(
                """
                update account set balance_minor = balance_minor + t.delta
                from unnest($1::text[], $2::bigint[]) as t (number, delta)
                where account.number = t.number
                """,
                entries.stream().map(entry -> entry.getKey().value()).toArray(String[]::new),
                entries.stream().map(Map.Entry::getValue).toArray(Long[]::new))
            .rowCount();
    if (changed != entries.size()) {
      throw new IllegalStateException("changed " + changed + " of " + entries.size());
    }
  }

  private static Facts toFacts(Row row) {
    Currency currency = Currency.getInstance(row.getString("currency"));
    return new Facts(
        new AccountNumber(row.getString("number")),
        SubscriberState.valueOf(row.getString("state")),
        currency,
        new Money(row.getLong("balance_minor"), currency));
  }
}
