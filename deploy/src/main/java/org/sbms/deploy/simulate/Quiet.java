package org.sbms.deploy.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.payment.CreditSubscriber;

/** What must hold when everything has been mended and nothing is under way any more. */
final class Quiet {
  private final World world;

  Quiet(World world) {
    this.world = world;
  }

  /** Whether nothing waits and every payment has come to an end. */
  boolean isReached() {
    return world.branches().values().stream()
        .allMatch(branch ->
            branch.outbox.depths().isEmpty()
                && branch.payments.all().stream().allMatch(Quiet::hasEnded)
                && branch.refunds.all().stream().allMatch(QuietRefunds::hasEnded)
                && branch.supplies.all().stream().allMatch(QuietGoods::hasEnded)
                && holdsTheNewest(branch));
  }

  /** Whatever has not come to an end waits in the outbox to be asked for again. */
  void nothingIsForgotten() {
    for (SimulatedBranch branch : world.branches().values()) {
      for (Payment payment : branch.payments.all()) {
        Violation.unless(
            hasEnded(payment) || branch.outbox.holds(awaited(payment), payment.id().toString()),
            "I2",
            "%s is %s at %s and nothing asks for it any more",
            payment.id(),
            payment.state(),
            branch.code);
      }
      QuietRefunds.nothingIsForgotten(branch);
      QuietGoods.nothingIsForgotten(branch);
    }
  }

  private boolean holdsTheNewest(SimulatedBranch branch) {
    long newest = world.reference().published().newest();
    return branch.copy.version() == newest
        && world.reference().acknowledgedBy(branch.code) == newest;
  }

  private static String awaited(Payment payment) {
    return payment.state() == PaymentState.CANCELLING ? CancelCredit.NAME : CreditSubscriber.NAME;
  }

  void check() {
    world.desk().receipts().values().forEach(this::receiptIsHonoured);
    for (SimulatedBranch branch : world.branches().values()) {
      branch.payments.all().forEach(payment -> sidesAgree(branch, payment));
      branch.credits.all().forEach(credit -> isKnownAtOrigin(branch, credit));
      chainIsWhole(branch);
      closedDaysStand(branch);
      world.branches().values().forEach(other -> booksAgree(branch, other));
    }
    new QuietRefunds(world).check();
    new QuietGoods(world).check();
    journalsPair();
    SimulatedCentral.Run run = world.central().judge();
    Violation.unless(
        run.isClean() && run.pending() == 0,
        "I6",
        "when quiet, %s do not match, %s are broken, %d are pending",
        run.mismatches(),
        run.broken(),
        run.pending());
    Settlement.check(world.central().lines);
    Settlement.checkAgainstBooks(world, world.central().lines);
  }

  private static boolean hasEnded(Payment payment) {
    return payment.state() != PaymentState.ACCEPTED && payment.state() != PaymentState.CANCELLING;
  }

  /** What a customer has a receipt for was taken, for whom and how much it says. */
  private void receiptIsHonoured(Desk.Receipt receipt) {
    Optional<Payment> kept = world.branch(receipt.origin()).payments.find(receipt.payment().id());
    Violation.unless(
        kept.filter(payment ->
                payment.amount().equals(receipt.take().amount())
                    && payment.account().equals(receipt.take().account())
                    && payment.receipt().equals(receipt.payment().receipt()))
            .isPresent(),
        "I2",
        "the receipt %s is not honoured",
        receipt.payment().receipt());
  }

  private void sidesAgree(SimulatedBranch origin, Payment payment) {
    if (payment.homeBranch().equals(origin.code)) {
      return;
    }
    Optional<CreditState> atHome =
        world
            .branch(payment.homeBranch())
            .credits
            .find(new Credit.Id(origin.code, payment.id()))
            .map(Credit::state);
    Violation.unless(
        atHome.isPresent(), "I2", "%s never came to %s", payment.id(), payment.homeBranch());
    boolean agrees =
        switch (payment.state()) {
          case POSTED -> atHome.get() == CreditState.POSTED;
          case REJECTED -> atHome.get() == CreditState.REJECTED;
          case REVERSED -> atHome.get() != CreditState.POSTED;
          case ACCEPTED, CANCELLING -> false;
        };
    Violation.unless(
        agrees,
        "I3",
        "%s is %s at %s and %s at home",
        payment.id(),
        payment.state(),
        origin.code,
        atHome);
  }

  private void isKnownAtOrigin(SimulatedBranch home, Credit credit) {
    Violation.unless(
        world.branch(credit.id().origin()).payments.find(credit.id().paymentId()).isPresent(),
        "I2",
        "%s has a credit that nobody took: %s",
        home.code,
        credit.id());
  }

  private static void chainIsWhole(SimulatedBranch branch) {
    String hash = JournalEntry.NO_HASH;
    long number = 0;
    for (JournalEntry entry : branch.journal.entries()) {
      Violation.unless(
          entry.number() == ++number
              && entry.previousHash().equals(hash)
              && JournalHash.holds(entry),
          "I5",
          "the journal of %s is broken at %d",
          branch.code,
          number);
      hash = entry.hash();
    }
    Violation.unless(
        branch.journal.head().number() == number && branch.journal.head().hash().equals(hash),
        "I5",
        "the journal of %s ends elsewhere than its head says",
        branch.code);
  }

  private static void closedDaysStand(SimulatedBranch branch) {
    branch
        .days
        .all()
        .forEach(day ->
            day.closedAt()
                .ifPresent(head ->
                    Violation.unless(
                        head.number() == 0
                            || branch
                                .journal
                                .find(head.number())
                                .filter(entry -> entry.hash().equals(head.hash()))
                                .isPresent(),
                        "I10",
                        "%s of %s was closed with another journal",
                        day.day(),
                        branch.code)));
  }

  private void booksAgree(SimulatedBranch origin, SimulatedBranch home) {
    long inTransit = world.watch().books(origin.code).bookedMinor(Chart.inTransit(home.code));
    long goods = world.watch().books(origin.code).bookedMinor(Chart.goodsInTransit(home.code));
    long dueTo = world.watch().books(origin.code).bookedMinor(Chart.dueTo(home.code));
    long dueFrom = world.watch().books(home.code).bookedMinor(Chart.dueFrom(origin.code));
    Violation.unless(
        inTransit == 0 && goods == 0 && dueTo + dueFrom == 0,
        "I1",
        "%s owes %s %d by its own books, %d by the other's, %d and goods of %d in transit",
        origin.code,
        home.code,
        -dueTo,
        dueFrom,
        -inTransit,
        goods);
  }

  /** Journal A→B says what journal B←A says, in the simplest words: who, how much, how it ended. */
  private void journalsPair() {
    Map<String, String> atOrigin = new TreeMap<>();
    Map<String, String> atHome = new TreeMap<>();
    Map<UUID, Integer> credited = new HashMap<>();
    for (SimulatedBranch branch : world.branches().values()) {
      for (JournalEntry entry : branch.journal.entries()) {
        boolean isHome = entry.kind().side() == JournalKind.Side.HOME;
        BranchCode expected = isHome ? entry.home() : entry.origin();
        Violation.unless(expected.equals(branch.code), "I4", "%s writes %s", branch.code, entry);
        (isHome ? atHome : atOrigin)
            .put(
                entry.origin() + " " + entry.home() + " " + entry.transactionId(),
                entry.subject() + " " + entry.amount() + " " + ending(entry.kind()));
        if (entry.kind() == JournalKind.CREDIT_POSTED) {
          credited.merge(entry.transactionId(), 1, Integer::sum);
        }
      }
    }
    Violation.unless(
        atOrigin.equals(atHome), "I4", "the journals do not pair: %s", differing(atOrigin, atHome));
    Violation.unless(
        credited.values().stream().allMatch(times -> times == 1), "I2", "credited twice");
  }

  private static String ending(JournalKind kind) {
    return switch (kind) {
      case PAYMENT_ACCEPTED, CANCEL_REQUESTED -> "open";
      case PAYMENT_CONFIRMED, PAYMENT_CORRECTED, CANCEL_REFUSED, CREDIT_POSTED, CREDIT_CORRECTED ->
          "credited";
      case PAYMENT_REJECTED, CREDIT_REJECTED -> "rejected";
      case PAYMENT_REVERSED, CREDIT_REVERSED, CREDIT_VOIDED, CREDIT_WITHDRAWN -> "undone";
      case GOODS_ISSUED, GOODS_CANCEL_REQUESTED, REFUND_REQUESTED, REFUND_CANCEL_REQUESTED ->
          "open";
      case GOODS_CONFIRMED, GOODS_CANCEL_REFUSED, GOODS_CHARGED -> "charged";
      case GOODS_REJECTED, GOODS_REFUSED -> "rejected";
      case GOODS_REVERSED, GOODS_CHARGE_REVERSED, GOODS_VOIDED -> "undone";
      case REFUND_PAID, REFUND_GRANTED -> "paid out";
      case REFUND_REFUSED, REFUND_CANCELLED, REFUND_DECLINED, REFUND_RETURNED, REFUND_VOIDED ->
          "not paid out";
    };
  }

  private static List<String> differing(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(other.get(entry.getKey())))
        .map(entry -> entry + " against " + other.get(entry.getKey()))
        .limit(3)
        .toList();
  }
}
