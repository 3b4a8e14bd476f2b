package org.sbms.branch.app;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.bank.BankAccountsApi;
import org.sbms.branch.bank.BankApi;
import org.sbms.branch.bank.BankCalendar;
import org.sbms.branch.bank.BankFeature;
import org.sbms.branch.bank.BankPages;
import org.sbms.branch.bank.DialectPages;
import org.sbms.branch.bank.ReturnPages;
import org.sbms.branch.directdebit.DirectDebitFeature;
import org.sbms.branch.reference.CalendarDays;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.Web;

/** Transfers that came to the branch's accounts at banks. */
final class BankModule implements BranchModule {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final BranchParts parts;
  private final BankFeature bank;

  BankModule(BranchParts parts) {
    this.parts = parts;
    this.bank =
        new BankFeature(
            parts.self().branch(),
            parts.currency(),
            Seal.of(parts.node().directory(), "bank.key"),
            DirectDebitFeature.expected(),
            parts.payments(),
            parts.accounts(),
            parts.days(),
            calendar(parts),
            parts.ledger(),
            parts.clock(),
            parts.random());
  }

  static BankCalendar calendar(BranchParts parts) {
    CalendarDays days = parts.reference().calendarDays();
    return new BankCalendar(
        new BankCalendar.Calendars() {
          @Override
          public Map<LocalDate, Boolean> of(String code) {
            return days.of(code);
          }

          @Override
          public List<String> codes() {
            return days.codes();
          }
        });
  }

  @Override
  public void register(Operations operations) {
    bank.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new BankPages(parts.executor(), parts.currency()))
        .add(new DialectPages(parts.executor()))
        .add(new ReturnPages(parts.executor()))
        .add(new BankApi(parts.executor()))
        .add(new BankAccountsApi(parts.executor()));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add("bank", PeriodicJob.start("bank", LOOK_EVERY, () -> bank.work(parts.database())));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    return Map.of(
        "supervisor", Set.of(BankFeature.VIEW, BankFeature.WORK),
        "manager", Set.of(BankFeature.VIEW, BankFeature.WORK, BankFeature.PAY, BankFeature.SET));
  }
}
