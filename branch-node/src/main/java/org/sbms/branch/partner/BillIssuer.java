package org.sbms.branch.partner;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.partner.BillDecisions.Sums;
import org.sbms.branch.partner.PartnerBill.Head;
import org.sbms.branch.partner.PartnerBill.Party;
import org.sbms.branch.partner.PartnerBills.Paper;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.UuidV7;

/** Makes bills of partners, each in one transaction with its number, postings and balance. */
final class BillIssuer {
  /** A partner that joined with a contract of years ago is caught up with, run by run. */
  private static final int MAX_PERIODS_A_RUN = 24;

  static final String BY_THE_CLOCK = "system";

  private final BranchCode branch;
  private final BusinessDays days;
  private final Ledger ledger;
  private final BiFunction<String, LocalDate, List<TaxLayer>> taxes;
  private final Clock clock;
  private final RandomGenerator random;

  BillIssuer(
      BranchCode branch,
      BusinessDays days,
      Ledger ledger,
      BiFunction<String, LocalDate, List<TaxLayer>> taxes,
      Clock clock,
      RandomGenerator random) {
    this.branch = branch;
    this.days = days;
    this.ledger = ledger;
    this.taxes = taxes;
    this.clock = clock;
    this.random = random;
  }

  /** By the clock: bills whoever's day has come; one partner after the other. */
  void work(Transactions transactions) {
    List<String> behind = transactions.inTransaction(tx -> Partners.behind(tx, days.today(tx)));
    for (String partner : behind) {
      for (int i = 0; i < MAX_PERIODS_A_RUN; i++) {
        if (!transactions.inTransaction(tx -> next(tx, partner))) {
          break;
        }
      }
    }
  }

  /** Whether a period was over and is billed now; one without a line has no bill. */
  private boolean next(Tx tx, String code) {
    LocalDate today = days.open(tx);
    Optional<Partner.Standing> found = Partners.lock(tx, code, today);
    Optional<Period> due = found.flatMap(BillIssuer::nextPeriod);
    if (due.isEmpty() || due.get().until().isAfter(today)) {
      return false;
    }
    Sums sums = sums(tx, found.get(), due.get());
    if (!sums.lines().isEmpty()) {
      issue(tx, found.get().partner(), 1, due.get(), sums, BY_THE_CLOCK, today);
    }
    Partners.billed(tx, code, due.get().until());
    return true;
  }

  /** From where bills end to the next bill day, or to the contract's end if that is before it. */
  static Optional<Period> nextPeriod(Partner.Standing standing) {
    LocalDate from = standing.billedUntil();
    LocalDate billDay = standing.partner().nextBillDay(from);
    LocalDate until =
        standing.partner().until().filter(end -> end.isBefore(billDay)).orElse(billDay);
    return from.isBefore(until) ? Optional.of(new Period(from, until)) : Optional.empty();
  }

  /** Once more for a period whose bill was taken back. */
  Head again(Tx tx, Partner.Standing standing, int edition, Period period, String by) {
    return issue(
        tx, standing.partner(), edition, period, sums(tx, standing, period), by, days.open(tx));
  }

  Sums sums(Sql sql, Partner.Standing standing, Period period) {
    Partner partner = standing.partner();
    return BillDecisions.bill(
        Measuring.of(
            sql, partner.code(), Partners.terms(sql, partner.code()), period, partner.language()),
        partner.taxed(),
        taxes.apply(partner.taxArea(), period.until().minusDays(1)),
        Money.zero(standing.balance().currency()));
  }

  private Head issue(
      Tx tx, Partner partner, int edition, Period period, Sums sums, String by, LocalDate today) {
    Instant now = now();
    return book(
        tx,
        new Paper(
            UuidV7.next(now, random),
            partner,
            edition,
            Optional.empty(),
            "",
            period,
            today,
            today.plusDays(partner.paymentTermDays()),
            by,
            now,
            partner.language(),
            seller(tx),
            buyer(partner)),
        sums,
        "partner-bill");
  }

  /** Takes a bill back, line by line, with the parties and the language it has. */
  Head correct(Tx tx, Partner partner, PartnerBill bill, int edition, String reason, String by) {
    LocalDate today = days.open(tx);
    Instant now = now();
    Head head = bill.head();
    return book(
        tx,
        new Paper(
            UuidV7.next(now, random),
            partner,
            edition,
            Optional.of(head.id()),
            reason,
            head.period(),
            today,
            today,
            by,
            now,
            bill.language(),
            bill.seller(),
            bill.buyer()),
        BillDecisions.turned(
            bill.lines(),
            bill.taxes(),
            PartnerBills.items(tx, head.id()),
            head.net(),
            head.total()),
        "partner-credit-note");
  }

  private Head book(Tx tx, Paper paper, Sums sums, String kind) {
    String partner = paper.partner().code();
    ledger.post(
        tx, paper.at(), paper.issuedOn(), BillDecisions.postings(paper.id(), kind, partner, sums));
    Partners.changeBalance(tx, partner, sums.total());
    return PartnerBills.write(tx, branch, paper, sums);
  }

  /** The branch, as its invoices name it. */
  private Party seller(Sql sql) {
    return sql.one(
            row -> new Party(row.getString("seller"), row.getString("details")),
            """
            select seller, details from invoice_template where code = 'branch'
            order by version desc limit 1
            """)
        .filter(party -> !party.name().isEmpty())
        .orElseGet(() -> new Party(branch.value(), ""));
  }

  private static Party buyer(Partner partner) {
    return new Party(
        partner.name(),
        Stream.of(
                partner.address(),
                partner.taxNumber(),
                partner.contract(),
                partner.bank().name(),
                partner.bank().code(),
                partner.bank().account())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n")));
  }

  UUID newId() {
    return UuidV7.next(now(), random);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
