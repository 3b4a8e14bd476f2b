package org.sbms.central.corporate;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.AccountFigures;
import org.sbms.contract.subscriber.ShowAccounts;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;

/** What branches last said of accounts, and how they last answered for a client. */
final class FigureTable {
  private FigureTable() {}

  /**
   * How a branch last answered.
   *
   * @param problem why it did not the last time; empty when it did
   */
  record Answer(BranchCode branch, Instant askedAt, Optional<Instant> answeredAt, String problem) {}

  /** Keeps an answer, unless a later one is there already. */
  static void store(
      Database database, BranchCode branch, List<AccountNumber> asked, ShowAccounts.Shown shown) {
    OffsetDateTime asOf = shown.asOf().atOffset(ZoneOffset.UTC);
    Map<String, AccountFigures> known = new HashMap<>();
    shown.items().forEach(item -> known.put(item.account().value(), item));
    String[] accounts =
        asked.stream().map(AccountNumber::value).distinct().sorted().toArray(String[]::new);
    database.run(
        """
        insert into corporate_figure as f (account, branch, known, name, state, plan, plan_name,
            services, fee_minor, balance_minor, currency, as_of)
        select account, $2, known, name, state, plan, plan_name,
               coalesce(string_to_array(nullif(services, ''), chr(31)), '{}'),
               fee, balance, currency, $3
        from unnest($1::text[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::bigint[], $11::bigint[], $12::text[])
          as t (account, known, name, state, plan, plan_name, services, fee, balance, currency)
        on conflict (account) do update set known = excluded.known, name = excluded.name,
            state = excluded.state, plan = excluded.plan, plan_name = excluded.plan_name,
            services = excluded.services, fee_minor = excluded.fee_minor,
            balance_minor = excluded.balance_minor, currency = excluded.currency,
            as_of = excluded.as_of
        where f.as_of <= excluded.as_of
        """,
        accounts,
        branch.value(),
        asOf,
        column(accounts, known, _ -> true, false, Boolean[]::new),
        column(accounts, known, AccountFigures::name, "", String[]::new),
        column(accounts, known, item -> item.state().name(), "", String[]::new),
        column(accounts, known, item -> item.plan().code(), "", String[]::new),
        column(accounts, known, item -> item.plan().name(), "", String[]::new),
        column(accounts, known, FigureTable::serviceNames, "", String[]::new),
        column(accounts, known, item -> fee(item).minor(), 0L, Long[]::new),
        column(accounts, known, item -> item.balance().minor(), 0L, Long[]::new),
        column(accounts, known, item -> item.balance().currencyCode(), "", String[]::new));
    database.run(
        """
        update corporate_member m set verified = true
        from corporate_figure f
        where m.account = any($1) and f.account = m.account and f.known and not m.verified
        """,
        (Object) accounts);
  }

  static void noteAnswer(Sql sql, UUID client, Answer answer) {
    sql.run(
        """
        insert into corporate_answer as a (client_id, branch, asked_at, answered_at, problem)
        values ($1, $2, $3, $4, $5)
        on conflict (client_id, branch) do update set asked_at = excluded.asked_at,
            answered_at = coalesce(excluded.answered_at, a.answered_at), problem = excluded.problem
        """,
        client,
        answer.branch().value(),
        answer.askedAt().atOffset(ZoneOffset.UTC),
        answer.answeredAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
        answer.problem());
  }

  static Map<BranchCode, Answer> answers(Sql sql, UUID client) {
    Map<BranchCode, Answer> answers = new HashMap<>();
    sql.list(
            row ->
                new Answer(
                    new BranchCode(row.getString("branch")),
                    row.getOffsetDateTime("asked_at").toInstant(),
                    Optional.ofNullable(row.getOffsetDateTime("answered_at"))
                        .map(OffsetDateTime::toInstant),
                    row.getString("problem")),
            "select * from corporate_answer where client_id = $1",
            client)
        .forEach(answer -> answers.put(answer.branch(), answer));
    return answers;
  }

  /** What is known of these accounts: figures, or that there is no such account. */
  static Map<AccountNumber, Optional<Member.Figures>> of(Sql sql, List<AccountNumber> accounts) {
    Map<AccountNumber, Optional<Member.Figures>> known = new HashMap<>();
    for (Row row :
        sql.run(
            "select * from corporate_figure where account = any($1::text[])",
            (Object) accounts.stream().map(AccountNumber::value).toArray(String[]::new))) {
      known.put(new AccountNumber(row.getString("account")), read(row));
    }
    return known;
  }

  /** From a row of, or joined with, the table; empty where the branch knows no such account. */
  static Optional<Member.Figures> read(Row row) {
    if (!Boolean.TRUE.equals(row.getBoolean("known"))) {
      return Optional.empty();
    }
    String currency = row.getString("currency");
    return Optional.of(
        new Member.Figures(
            row.getString("name"),
            SubscriberState.valueOf(row.getString("state")),
            row.getString("plan"),
            row.getString("plan_name"),
            List.of(row.getArrayOfStrings("services")),
            Money.ofMinor(row.getLong("fee_minor"), currency),
            Money.ofMinor(row.getLong("balance_minor"), currency),
            row.getOffsetDateTime("as_of").toInstant()));
  }

  /** Services in another currency than the balance's are not in the sum. */
  private static Money fee(AccountFigures item) {
    Money zero = new Money(0, item.balance().currency());
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(item.plan().monthlyFee()),
            item.services().stream().map(service -> service.monthlyFee()))
        .filter(fee -> fee.currency().equals(zero.currency()))
        .reduce(zero, Money::plus);
  }

  private static String serviceNames(AccountFigures item) {
    return item.services().stream()
        .map(service -> service.name())
        .collect(java.util.stream.Collectors.joining("\u001f"));
  }

  private static <T> T[] column(
      String[] accounts,
      Map<String, AccountFigures> known,
      java.util.function.Function<AccountFigures, T> value,
      T missing,
      java.util.function.IntFunction<T[]> array) {
    return java.util.Arrays.stream(accounts)
        .map(account -> {
          AccountFigures item = known.get(account);
          return item == null ? missing : value.apply(item);
        })
        .toArray(array);
  }
}
