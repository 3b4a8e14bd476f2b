package org.sbms.branch.payment;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.branch.reference.LocalText;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Which dealer a login belongs to. */
public final class DealerLogins {
  public static final Permission ASSIGN = new Permission("dealer.assign");

  /** How journals name a dealer, before the code. */
  static final String AGENT = "dealer:";

  static final int MAX_LOGINS = 5_000;

  private final Supplier<Map<String, LocalText>> dealers;
  private final Clock clock;

  /**
   * @param dealers those in force today, by code
   */
  public DealerLogins(Supplier<Map<String, LocalText>> dealers, Clock clock) {
    this.dealers = dealers;
    this.clock = clock;
  }

  /** A login of this branch, and its dealer if it has one. */
  public record DealerLogin(
      String login,
      String name,
      String role,
      Optional<String> dealer,
      Optional<String> assignedBy,
      Optional<Instant> assignedAt) {}

  /** Those of the role {@code dealer}, and whoever else has a dealer; by login. */
  public record ListDealerLogins() implements Operation<Found> {}

  public record Found(List<DealerLogin> items) {}

  /** From now on what the login takes is the dealer's. */
  public record AssignDealer(String login, String dealer) implements Operation<DealerLogin> {}

  /** From now on what the login takes is the branch's own. */
  public record ReleaseLogin(String login) implements Operation<DealerLogin> {}

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("list-dealer-logins", ListDealerLogins.class, Found.class, ASSIGN)
            .answeredBy(this::list));
    operations.register(
        OperationSpec.of("assign-dealer", AssignDealer.class, DealerLogin.class, ASSIGN)
            .handledBy(this::assign));
    operations.register(
        OperationSpec.of("release-dealer-login", ReleaseLogin.class, DealerLogin.class, ASSIGN)
            .handledBy(this::release));
  }

  /** In the order of their names' codes. */
  public Map<String, LocalText> dealers() {
    return dealers.get();
  }

  static Map<String, String> byLogin(Sql sql) {
    Map<String, String> byLogin = new HashMap<>();
    sql.list(
            row -> Map.entry(row.getString("login"), row.getString("dealer")),
            "select login, dealer from dealer_login order by login limit $1",
            MAX_LOGINS)
        .forEach(login -> byLogin.put(login.getKey(), login.getValue()));
    return Map.copyOf(byLogin);
  }

  private Outcome<Found> list(Caller caller, ListDealerLogins asked, Sql sql) {
    return Outcome.done(
        new Found(
            sql.list(
                DealerLogins::toLogin,
                """
                select u.login, u.name, u.role, d.dealer, d.assigned_by, d.assigned_at
                from access_user u left join dealer_login d on d.login = u.login
                where u.role = 'dealer' or d.login is not null
                order by u.login limit $1
                """,
                MAX_LOGINS)));
  }

  private Outcome<DealerLogin> assign(Command<AssignDealer> command, Tx tx) {
    AssignDealer asked = command.operation();
    if (!dealers.get().containsKey(asked.dealer())) {
      return Outcome.refused(
          Refusal.invalid(
              List.of(new FieldError("dealer", "must be a dealer of the reference data"))));
    }
    if (find(tx, asked.login()).isEmpty()) {
      return noSuchUser();
    }
    tx.run(
        """
        insert into dealer_login (login, dealer, assigned_by, assigned_at) values ($1, $2, $3, $4)
        on conflict (login) do update
        set dealer = excluded.dealer, assigned_by = excluded.assigned_by,
            assigned_at = excluded.assigned_at
        """,
        asked.login(),
        asked.dealer(),
        command.caller().actor().login(),
        clock.instant().atOffset(ZoneOffset.UTC));
    return Outcome.done(find(tx, asked.login()).orElseThrow());
  }

  private Outcome<DealerLogin> release(Command<ReleaseLogin> command, Tx tx) {
    String login = command.operation().login();
    if (find(tx, login).isEmpty()) {
      return noSuchUser();
    }
    tx.run("delete from dealer_login where login = $1", login);
    return Outcome.done(find(tx, login).orElseThrow());
  }

  private static <R> Outcome<R> noSuchUser() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such user.");
  }

  private static Optional<DealerLogin> find(Sql sql, String login) {
    return sql.one(
        DealerLogins::toLogin,
        """
        select u.login, u.name, u.role, d.dealer, d.assigned_by, d.assigned_at
        from access_user u left join dealer_login d on d.login = u.login
        where u.login = $1
        """,
        login);
  }

  private static DealerLogin toLogin(Row row) {
    return new DealerLogin(
        row.getString("login"),
        row.getString("name"),
        row.getString("role"),
        Optional.ofNullable(row.getString("dealer")),
        Optional.ofNullable(row.getString("assigned_by")),
        Optional.ofNullable(row.getOffsetDateTime("assigned_at")).map(OffsetDateTime::toInstant));
  }
}
