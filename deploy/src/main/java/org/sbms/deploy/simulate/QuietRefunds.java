package org.sbms.deploy.simulate;

import java.util.Optional;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundState;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitState;
import org.sbms.contract.payment.DebitSubscriber;

/** What must hold of refunds when nothing is under way any more. */
final class QuietRefunds {
  private final World world;

  QuietRefunds(World world) {
    this.world = world;
  }

  static boolean hasEnded(Refund refund) {
    return RefundWatch.hasEnded(refund.state());
  }

  /** Whatever has not come to an end waits in the outbox to be asked for again. */
  static void nothingIsForgotten(SimulatedBranch branch) {
    for (Refund refund : branch.refunds.all()) {
      String awaited =
          refund.state() == RefundState.CANCELLING ? CancelDebit.NAME : DebitSubscriber.NAME;
      Violation.unless(
          hasEnded(refund) || branch.outbox.holds(awaited, refund.id().toString()),
          "I2",
          "%s is %s at %s and nothing asks for it any more",
          refund.id(),
          refund.state(),
          branch.code);
    }
  }

  void check() {
    for (SimulatedBranch branch : world.branches().values()) {
      branch.refunds.all().forEach(refund -> sidesAgree(branch, refund));
    }
    world.refunds().slips().values().forEach(this::slipIsHonoured);
  }

  private void slipIsHonoured(RefundDesk.Slip slip) {
    Optional<Refund> kept = world.branch(slip.origin()).refunds.find(slip.refund().id());
    Violation.unless(
        kept.filter(refund ->
                refund.amount().equals(slip.asked().amount())
                    && refund.account().equals(slip.asked().account())
                    && refund.slip().equals(slip.refund().slip()))
            .isPresent(),
        "I2",
        "the slip %s is not honoured",
        slip.refund().slip());
  }

  private void sidesAgree(SimulatedBranch origin, Refund refund) {
    if (refund.homeBranch().equals(origin.code)) {
      return;
    }
    Optional<DebitState> atHome = RefundWatch.atHome(world, origin, refund).map(Debit::state);
    DebitState state =
        atHome.orElseThrow(
            () -> new Violation("I2", refund.id() + " never came to " + refund.homeBranch()));
    boolean agrees =
        switch (refund.state()) {
          case PAID -> state == DebitState.GRANTED;
          case REFUSED -> state == DebitState.DECLINED;
          case CANCELLED -> state != DebitState.GRANTED;
          case REQUESTED, CANCELLING -> false;
        };
    Violation.unless(
        agrees,
        "I3",
        "%s is %s at %s and %s at home",
        refund.id(),
        refund.state(),
        origin.code,
        state);
  }
}
