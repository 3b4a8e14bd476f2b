package org.sbms.central.ledger;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.central.ledger.ClosePeriod.ListPeriods;
import org.sbms.central.ledger.ClosePeriod.Period;
import org.sbms.central.ledger.ClosePeriod.Periods;
import org.sbms.central.ledger.ShowAccount.Entry;
import org.sbms.central.ledger.ShowAccount.Statement;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.table.TableQuery;

/** Central's questions to its ledger, and the close of a period. */
public final class LedgerHandlers {
  /** The feature's folder of migrations; that of {@code ledger} is the kit's. */
  public static final String MIGRATIONS = "generalledger";

  public static final Permission CLOSE = new Permission("ledger.close");

  private static final long CLOSING_LOCK = 20_261_125_842L;
  private static final int MAX_LIST = TableQuery.MAX_EXPORT_ROWS + 1;

  /** Both sides of an account; the day is one of two constants. */
  private static final String SIDES =
      """
      with sides as (
        select id, %1$s as day, booked_at, value_date, kind, subject, credit as against,
               amount_minor as minor
        from ledger_posting where debit = $1 and currency = $2 and booked_at <= $3
        union all
        select id, %1$s, booked_at, value_date, kind, subject, debit, -amount_minor
        from ledger_posting where credit = $1 and currency = $2 and booked_at <= $3
      )
      """;

  private final Clock clock;

  private LedgerHandlers(Clock clock) {
    this.clock = clock;
  }

  public static void register(Operations operations, Clock clock) {
    LedgerHandlers handlers = new LedgerHandlers(clock);
    operations.register(
        OperationSpec.of("show-account", ShowAccount.class, Statement.class, TrialBalances.VIEW)
            .checkedBy(LedgerHandlers::problems)
            .answeredBy(LedgerHandlers::statement));
    operations.register(
        OperationSpec.of("close-period", ClosePeriod.class, Period.class, CLOSE)
            .handledBy(handlers::close));
    operations.register(
        OperationSpec.of("list-periods", ListPeriods.class, Periods.class, TrialBalances.VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(new Periods(periods(sql)))));
  }

  private static List<FieldError> problems(ShowAccount asked) {
    List<FieldError> problems = new ArrayList<>();
    if (asked.to().isBefore(asked.from())) {
      problems.add(new FieldError("to", "must not be before the first day"));
    }
    if (asked.limit() < 1 || asked.limit() > MAX_LIST) {
      problems.add(new FieldError("limit", "must be between 1 and " + MAX_LIST));
    }
    if (Currency.getAvailableCurrencies().stream()
        .noneMatch(each -> each.getCurrencyCode().equals(asked.currency()))) {
      problems.add(new FieldError("currency", "must be a currency such as RUB"));
    }
    return problems;
  }

  private record Sums(long opening, long debits, long credits) {}

  private static Outcome<Statement> statement(Caller caller, ShowAccount asked, Sql sql) {
    String day = dayOf(asked);
    OffsetDateTime known =
        asked.known().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(OffsetDateTime.MAX);
    Sums sums =
        sql.one(
                row ->
                    new Sums(row.getLong("opening"), row.getLong("debits"), row.getLong("credits")),
                SIDES.formatted(day)
                    + """
                    select coalesce(sum(minor) filter (where day < $4), 0)::bigint as opening,
                      coalesce(sum(minor) filter (where day >= $4 and minor > 0), 0)::bigint
                        as debits,
                      coalesce(-sum(minor) filter (where day >= $4 and minor < 0), 0)::bigint
                        as credits
                    from sides where day <= $5
                    """,
                asked.code(),
                asked.currency(),
                known,
                asked.from(),
                asked.to())
            .orElseGet(() -> new Sums(0, 0, 0));
    List<Entry> entries =
        sql.list(
            row -> entry(row, asked.currency()),
            SIDES.formatted(day)
                + """
                select * from (
                  select sides.*, sum(minor) over (order by day, booked_at, id)::bigint as balance
                  from sides where day <= $5
                ) as all_days
                where day >= $4 order by day, booked_at, id offset $6 limit $7
                """,
            asked.code(),
            asked.currency(),
            known,
            asked.from(),
            asked.to(),
            asked.offset(),
            asked.limit());
    Optional<String> name =
        sql.one(
            row -> row.getString("name"),
            "select name from ledger_account where code = $1",
            asked.code());
    return Outcome.done(
        new Statement(
            asked.code(),
            name,
            Money.ofMinor(sums.opening, asked.currency()),
            Money.ofMinor(sums.debits, asked.currency()),
            Money.ofMinor(sums.credits, asked.currency()),
            Money.ofMinor(sums.opening + sums.debits - sums.credits, asked.currency()),
            entries));
  }

  private static String dayOf(ShowAccount asked) {
    return switch (asked.basis()) {
      case BOOKED -> "(booked_at at time zone 'UTC')::date";
      case VALUE -> "value_date";
    };
  }

  private static Entry entry(Row row, String currency) {
    return new Entry(
        row.getOffsetDateTime("booked_at").toInstant(),
        row.getLocalDate("value_date"),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("against"),
        Money.ofMinor(row.getLong("minor"), currency),
        Money.ofMinor(row.getLong("balance"), currency));
  }

  private Outcome<Period> close(Command<ClosePeriod> command, Tx tx) {
    LocalDate through = command.operation().through();
    if (!through.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
      return Outcome.refused(
          ClosePeriod.PERIOD_NOT_CLOSABLE, "Only days that are over can be closed.");
    }
    tx.run("select pg_advisory_xact_lock($1)", CLOSING_LOCK);
    List<Period> closed = periods(tx);
    if (!closed.isEmpty() && !through.isAfter(closed.getFirst().closedThrough())) {
      return Outcome.refused(ClosePeriod.PERIOD_NOT_CLOSABLE, "These days are closed already.");
    }
    Period period = new Period(through, clock.instant(), command.caller().actor().login());
    tx.run(
        "insert into ledger_period (closed_through, closed_at, closed_by) values ($1, $2, $3)",
        through,
        period.closedAt().atOffset(ZoneOffset.UTC),
        period.closedBy());
    return Outcome.done(period);
  }

  private static List<Period> periods(Sql sql) {
    return sql.list(
        row ->
            new Period(
                row.getLocalDate("closed_through"),
                row.getOffsetDateTime("closed_at").toInstant(),
                row.getString("closed_by")),
        "select * from ledger_period order by closed_through desc limit 500");
  }
}
