package org.sbms.deploy.simulate;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.Supply;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.payment.CreditState;
import org.sbms.kit.journal.Journal;

/**
 * Looks at every commit of every branch, with the eyes of nobody inside: the invariants of each.
 */
final class Watch {
  private final World world;
  private final RefundWatch refunds;
  private final GoodsWatch goods;
  private final Map<BranchCode, Books> books = new TreeMap<>();
  private final Map<BranchCode, JournalEntry> heads = new HashMap<>();
  private final Map<BranchCode, Set<LocalDate>> closed = new HashMap<>();
  private final Set<String> references = new HashSet<>();

  Watch(World world) {
    this.world = world;
    this.refunds = new RefundWatch(world);
    this.goods = new GoodsWatch(world);
  }

  Books books(BranchCode branch) {
    return books.computeIfAbsent(branch, Books::new);
  }

  void onCommit(SimulatedBranch branch, List<Change> changes) {
    Books own = books(branch.code);
    Optional<LocalDate> openDay = branch.days.openDay();
    for (Change change : changes) {
      switch (change) {
        case Change.Paid(Optional<Payment> before, Payment now) -> {
          before.ifPresent(payment -> own.count(payment, -1));
          own.count(now, 1);
          look(branch, before, now);
        }
        case Change.Credited(Optional<Credit> before, Credit now) -> {
          before.ifPresent(credit -> own.count(credit, -1));
          own.count(now, 1);
          look(branch, before, now);
        }
        case Change.Refunded(Optional<Refund> before, Refund now) -> {
          before.ifPresent(refund -> own.count(refund, -1));
          own.count(now, 1);
          refunds.look(branch, before, now);
        }
        case Change.Debited(Optional<Debit> before, Debit now) -> {
          before.ifPresent(debit -> own.count(debit, -1));
          own.count(now, 1);
          refunds.look(branch, before, now);
        }
        case Change.Supplied(Optional<Supply> before, Supply now) -> {
          before.ifPresent(supply -> own.count(supply, -1));
          own.count(now, 1);
          goods.look(branch, before, now);
        }
        case Change.Charged(Optional<Charge> before, Charge now) -> {
          before.ifPresent(charge -> own.count(charge, -1));
          own.count(now, 1);
          goods.look(branch, before, now);
        }
        case Change.Moved(StockState from, StockItem now) -> goods.look(branch, from, now);
        case Change.Installed(var what, boolean isThere) -> goods.look(what, isThere);
        case Change.Turned(long from, long to) -> turned(branch, from, to);
        case Change.Balance(var account, long delta) -> own.add(account, delta);
        case Change.Booked(var posting, LocalDate day) -> {
          own.add(posting);
          Violation.unless(
              openDay.equals(Optional.of(day)),
              "I10",
              "%s books for %s while %s is open",
              branch.code,
              day,
              openDay);
        }
        case Change.Journalled(JournalEntry entry) -> look(branch, entry, openDay);
        case Change.DayOpened(LocalDate day) -> opened(branch, day);
        case Change.DayClosed(LocalDate day, Journal.Head head) -> closed(branch, day, head);
      }
    }
    own.check();
    goods.check(branch);
  }

  /** A copy goes forward only, and holds exactly what was published. */
  private void turned(SimulatedBranch branch, long from, long to) {
    PublishedVersions published = world.reference().published();
    Violation.unless(
        from < to && to <= published.newest(),
        "I9",
        "the reference data of %s goes from version %d to %d",
        branch.code,
        from,
        to);
    Violation.unless(
        branch.copy.rows().equals(published.rowsAt(to)),
        "I9",
        "%s calls version %d what is not that version",
        branch.code,
        to);
  }

  /** A payment's state never says more than home has committed. */
  private void look(SimulatedBranch branch, Optional<Payment> before, Payment now) {
    if (before.isEmpty()) {
      Violation.unless(
          references.add(branch.code + now.reference()),
          "I2",
          "%s took %s twice",
          branch.code,
          now.reference());
    }
    if (now.homeBranch().equals(branch.code)) {
      return;
    }
    Optional<CreditState> atHome = creditOf(branch, now).map(Credit::state);
    boolean wasRejected = before.filter(p -> p.state() == PaymentState.REJECTED).isPresent();
    boolean agrees =
        switch (now.state()) {
          case ACCEPTED -> before.isEmpty();
          case CANCELLING -> true;
          case POSTED -> atHome.equals(Optional.of(CreditState.POSTED));
          case REJECTED -> atHome.equals(Optional.of(CreditState.REJECTED));
          case REVERSED ->
              wasRejected
                  || atHome.equals(Optional.of(CreditState.REVERSED))
                  || atHome.equals(Optional.of(CreditState.VOIDED));
        };
    Violation.unless(
        agrees, "I3", "%s says %s of %s, home %s", branch.code, now.state(), now.id(), atHome);
    boolean isRefused =
        before.filter(p -> p.state() == PaymentState.CANCELLING).isPresent()
            && now.state() == PaymentState.POSTED;
    Violation.unless(
        !isRefused || creditOf(branch, now).filter(c -> !c.reason().isEmpty()).isPresent(),
        "I3",
        "%s did not write down that it refuses to cancel %s",
        now.homeBranch(),
        now.id());
  }

  /** Home credits only what was taken, and takes back only what was asked for. */
  private void look(SimulatedBranch home, Optional<Credit> before, Credit now) {
    SimulatedBranch origin = world.branch(now.id().origin());
    Optional<Payment> payment = origin.payments.find(now.id().paymentId());
    Violation.unless(
        payment.isPresent(), "I2", "%s has a credit that nobody took: %s", home.code, now.id());
    Payment taken = payment.orElseThrow();
    Violation.unless(
        taken.amount().equals(now.amount()) && taken.account().equals(now.account()),
        "I2",
        "%s credits another sum or account than was taken: %s",
        home.code,
        now.id());
    boolean isFinal =
        before
            .map(Credit::state)
            .filter(state -> state != CreditState.POSTED && state != now.state())
            .isPresent();
    Violation.unless(!isFinal, "I3", "%s changes a final credit: %s", home.code, now.id());
    if (now.state() == CreditState.REVERSED || now.state() == CreditState.VOIDED) {
      Violation.unless(
          taken.state() == PaymentState.CANCELLING,
          "I3",
          "%s undoes %s, which is %s at its origin",
          home.code,
          now.id(),
          taken.state());
    }
  }

  private void look(SimulatedBranch branch, JournalEntry entry, Optional<LocalDate> openDay) {
    JournalEntry before = heads.put(branch.code, entry);
    long number = before == null ? 0 : before.number();
    String hash = before == null ? JournalEntry.NO_HASH : before.hash();
    Violation.unless(
        entry.number() == number + 1,
        "I5",
        "number %d of %s follows %d",
        entry.number(),
        branch.code,
        number);
    Violation.unless(
        entry.previousHash().equals(hash) && JournalHash.holds(entry),
        "I5",
        "number %d of %s is not in the chain",
        entry.number(),
        branch.code);
    refersTo(branch, entry);
    if (entry.kind().side() == JournalKind.Side.HOME) {
      Violation.unless(
          openDay.isPresent() && openDay.equals(Optional.ofNullable(entry.settlementDay())),
          "I10",
          "%s writes %s into %s while %s is open",
          branch.code,
          entry.kind(),
          String.valueOf(entry.settlementDay()),
          openDay);
    }
  }

  /** The number of the other side's entry is that of an entry of this payment. */
  private void refersTo(SimulatedBranch branch, JournalEntry entry) {
    boolean isHome = entry.kind().side() == JournalKind.Side.HOME;
    if (!isHome && entry.originNumber() == 0) {
      boolean mayBeAbsent =
          switch (entry.kind()) {
            case PAYMENT_ACCEPTED,
                CANCEL_REQUESTED,
                REFUND_REQUESTED,
                REFUND_CANCEL_REQUESTED,
                GOODS_ISSUED,
                GOODS_CANCEL_REQUESTED ->
                true;
            default -> false;
          };
      Violation.unless(mayBeAbsent, "I5", "%s answers to nothing: %s", branch.code, entry);
      return;
    }
    BranchCode other = isHome ? entry.origin() : entry.home();
    UUID referred =
        world
            .branch(other)
            .journal
            .find(entry.originNumber())
            .map(JournalEntry::transactionId)
            .orElse(new UUID(0, 0));
    Violation.unless(
        referred.equals(entry.transactionId()),
        "I5",
        "%s %d refers to %s %d, which is of another payment",
        branch.code,
        entry.number(),
        other,
        entry.originNumber());
  }

  private void opened(SimulatedBranch branch, LocalDate day) {
    Violation.unless(
        closed(branch).stream().allMatch(day::isAfter),
        "I10",
        "%s opens %s after it has closed it or a later one",
        branch.code,
        day);
  }

  private void closed(SimulatedBranch branch, LocalDate day, Journal.Head head) {
    Violation.unless(closed(branch).add(day), "I10", "%s closes %s twice", branch.code, day);
    Violation.unless(
        head.equals(branch.journal.head()),
        "I10",
        "%s closes %s with another head than its journal has",
        branch.code,
        day);
  }

  private Set<LocalDate> closed(SimulatedBranch branch) {
    return closed.computeIfAbsent(branch.code, _ -> new HashSet<>());
  }

  private Optional<Credit> creditOf(SimulatedBranch origin, Payment payment) {
    return world
        .branch(payment.homeBranch())
        .credits
        .find(new Credit.Id(origin.code, payment.id()));
  }
}
