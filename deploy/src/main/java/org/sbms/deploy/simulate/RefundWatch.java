package org.sbms.deploy.simulate;

import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.payment.DebitState;

/** Looks at every commit that concerns a refund: paid out once, after home has debited, no more. */
final class RefundWatch {
  private final World world;

  RefundWatch(World world) {
    this.world = world;
  }

  /** The origin pays only what home has committed. */
  void look(SimulatedBranch origin, Optional<Refund> before, Refund now) {
    Violation.unless(
        before.filter(known -> hasEnded(known.state())).isEmpty(),
        "I3",
        "%s changes %s, which has ended",
        origin.code,
        now.id());
    if (now.homeBranch().equals(origin.code)) {
      neverBelowZero(origin, now.account());
      return;
    }
    Optional<DebitState> atHome = atHome(world, origin, now).map(Debit::state);
    boolean agrees =
        switch (now.state()) {
          case REQUESTED -> before.isEmpty();
          case CANCELLING -> true;
          case PAID -> atHome.equals(Optional.of(DebitState.GRANTED));
          case REFUSED -> atHome.equals(Optional.of(DebitState.DECLINED));
          case CANCELLED ->
              atHome
                  .filter(state -> state != DebitState.GRANTED && state != DebitState.UNKNOWN)
                  .isPresent();
        };
    Violation.unless(
        agrees, "I3", "%s says %s of %s, home %s", origin.code, now.state(), now.id(), atHome);
  }

  /**
   * Home debits only what is asked for and what is there, and gives back only what is cancelled.
   */
  void look(SimulatedBranch home, Optional<Debit> before, Debit now) {
    Optional<Refund> asked = world.branch(now.id().origin()).refunds.find(now.id().refundId());
    Violation.unless(
        asked.isPresent(), "I2", "%s has a debit that nobody asked for: %s", home.code, now.id());
    Refund refund = asked.orElseThrow();
    Violation.unless(
        refund.amount().equals(now.amount()) && refund.account().equals(now.account()),
        "I2",
        "%s debits another sum or account than was asked for: %s",
        home.code,
        now.id());
    boolean isFinal =
        before
            .map(Debit::state)
            .filter(state -> state != DebitState.GRANTED && state != now.state())
            .isPresent();
    Violation.unless(!isFinal, "I3", "%s changes a final debit: %s", home.code, now.id());
    switch (now.state()) {
      case GRANTED -> {
        neverBelowZero(home, now.account());
        Violation.unless(
            now.amount().compareTo(SimulatedBranch.MOST_REFUNDED) <= 0
                && now.requestedBy().equals(Counter.CASHIER),
            "I2",
            "%s grants what its rules forbid: %s",
            home.code,
            now);
      }
      case RETURNED, VOIDED ->
          Violation.unless(
              refund.state() == RefundState.CANCELLING,
              "I3",
              "%s undoes %s, which is %s at its origin",
              home.code,
              now.id(),
              refund.state());
      case DECLINED, UNKNOWN -> {}
    }
  }

  static boolean hasEnded(RefundState state) {
    return state != RefundState.REQUESTED && state != RefundState.CANCELLING;
  }

  static Optional<Debit> atHome(World world, SimulatedBranch origin, Refund refund) {
    return world.branch(refund.homeBranch()).debits.find(new Debit.Id(origin.code, refund.id()));
  }

  private static void neverBelowZero(SimulatedBranch home, AccountNumber account) {
    Optional<Accounts.Facts> facts = home.accounts.find(account);
    Violation.unless(
        facts.filter(found -> !found.balance().isNegative()).isPresent(),
        "I2",
        "%s paid %s more than it had: %s",
        home.code,
        account,
        facts);
  }
}
