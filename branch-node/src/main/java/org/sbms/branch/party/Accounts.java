package org.sbms.branch.party;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The balances of this branch's subscribers, inside a transaction; in a simulation's memory. */
public class Accounts {
  private static final int MAX_NUMBERS_TRIED = 1_000;

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
    tx.writeChecked(
        """
        update account set balance_minor = balance_minor + t.delta
        from unnest($1::text[], $2::bigint[]) as t (number, delta)
        where account.number = t.number
        """,
        changed -> {
          if (changed.rowCount() != entries.size()) {
            throw new IllegalStateException(
                "changed " + changed.rowCount() + " of " + entries.size());
          }
        },
        entries.stream().map(entry -> entry.getKey().value()).toArray(String[]::new),
        entries.stream().map(Map.Entry::getValue).toArray(Long[]::new));
  }

  /** Reads without locking: for answering questions. */
  public Optional<Facts> find(Sql sql, AccountNumber number) {
    return sql.one(
        Accounts::toFacts,
        "select number, state, currency, balance_minor from account where number = $1",
        number.value());
  }

  /** Of a locked account. */
  public void setState(Tx tx, AccountNumber number, SubscriberState state) {
    tx.run("update account set state = $2 where number = $1", number.value(), state.name());
  }

  /** What a new account begins with. */
  public record Opening(
      UUID customer, String name, LocalDate since, String plan, Currency currency) {}

  /** Opens an account under the next number that nobody has. */
  public AccountNumber open(Tx tx, BranchCode self, Opening opening) {
    for (int attempt = 0; attempt < MAX_NUMBERS_TRIED; attempt++) {
      AccountNumber number = AccountNumber.of(self, nextSerial(tx));
      int inserted =
          tx.run(
                  """
                  insert into account (number, customer_id, name, state, since, plan, currency)
                  values ($1, $2, $3, 'ACTIVE', $4, $5, $6) on conflict do nothing
                  """,
                  number.value(),
                  opening.customer(),
                  opening.name(),
                  opening.since(),
                  opening.plan(),
                  opening.currency().getCurrencyCode())
              .rowCount();
      if (inserted == 1) {
        return number;
      }
    }
    throw new IllegalStateException(MAX_NUMBERS_TRIED + " account numbers in a row are taken");
  }

  private static int nextSerial(Tx tx) {
    return tx.one(row -> row.getInteger(0), "select nextval('account_serial')::int").orElseThrow();
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
