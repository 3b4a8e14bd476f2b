package org.sbms.branch.bank;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.sbms.branch.bank.WorkOnBank.BankDays;
import org.sbms.branch.bank.WorkOnBank.SaveBankDays;
import org.sbms.branch.bank.WorkOnBank.ShowBankDays;
import org.sbms.branch.bank.WorkOnBank.ShownBankDays;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Which days the branch's bank works, and how many of them it wants to be asked before. */
public final class BankCalendar {
  static final int MAX_LEAD_DAYS = 10;

  private final Calendars calendars;

  /** Calendars of the reference data. */
  public interface Calendars {
    /** Whether days that are not what their weekday says are worked. */
    Map<LocalDate, Boolean> of(String code);

    List<String> codes();

    static Calendars none() {
      return new Calendars() {
        @Override
        public Map<LocalDate, Boolean> of(String code) {
          return Map.of();
        }

        @Override
        public List<String> codes() {
          return List.of();
        }
      };
    }
  }

  public BankCalendar(Calendars calendars) {
    this.calendars = calendars;
  }

  public BankingDays days(Sql sql) {
    return new BankingDays(calendars.of(settings(sql).calendar()));
  }

  /** The first day that the bank can do something on when it is asked today. */
  public LocalDate earliest(Sql sql, LocalDate today) {
    return days(sql).later(today, settings(sql).leadDays());
  }

  public BankDays settings(Sql sql) {
    return sql.one(
            row -> new BankDays(row.getString("calendar"), row.getInteger("lead_days")),
            "select * from bank_days")
        .orElseThrow();
  }

  Outcome<BankDays> save(Command<SaveBankDays> command, Tx tx) {
    BankDays days = command.operation().days();
    if (!days.calendar().isEmpty() && !calendars.codes().contains(days.calendar())) {
      return Outcome.refused(Refusal.invalid("calendar", "is no calendar of the reference data"));
    }
    tx.run("update bank_days set calendar = $1, lead_days = $2", days.calendar(), days.leadDays());
    return Outcome.done(days);
  }

  Outcome<ShownBankDays> show(Caller caller, ShowBankDays question, Sql sql) {
    return Outcome.done(new ShownBankDays(settings(sql), calendars.codes()));
  }
}
