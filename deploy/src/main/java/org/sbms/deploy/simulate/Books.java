package org.sbms.deploy.simulate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundState;
import org.sbms.branch.supply.Charge;
import org.sbms.branch.supply.Supply;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.GoodsState;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.payment.DebitState;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/**
 * The books of one branch against its payments, refunds and goods: what stands on each account of
 * the ledger, and on each subscriber's, must be what all these in their present states come to
 * (I1).
 */
final class Books {
  private final BranchCode self;

  /** What is booked, debit positive. */
  private final Map<String, Long> booked = new HashMap<>();

  /** What is booked beyond what the payments and credits say: nothing, after each commit. */
  private final Map<String, Long> excess = new HashMap<>();

  private final Set<String> touched = new HashSet<>();

  Books(BranchCode self) {
    this.self = self;
  }

  long bookedMinor(LedgerAccount account) {
    return booked.getOrDefault(account.code(), 0L);
  }

  void add(Posting posting) {
    long minor = posting.amount().minor();
    Violation.unless(minor > 0, "I8", "%s books %s", self, posting);
    book(posting.debit(), minor);
    book(posting.credit(), -minor);
  }

  void add(AccountNumber account, long deltaMinor) {
    differ(account.value(), -deltaMinor);
  }

  /** The payment counts now (+1), or counted until now (-1). */
  void count(Payment payment, int sign) {
    Money amount = payment.amount();
    switch (payment.state()) {
      case REVERSED -> {}
      case REJECTED -> expect(payment, Chart.SUSPENSE, sign);
      case ACCEPTED -> expect(payment, Chart.inTransit(payment.homeBranch()), sign);
      case CANCELLING ->
          expect(
              payment,
              payment.confirmed()
                  ? Chart.dueTo(payment.homeBranch())
                  : Chart.inTransit(payment.homeBranch()),
              sign);
      case POSTED -> {
        if (payment.homeBranch().equals(self)) {
          expect(payment, Chart.SUBSCRIBERS, sign);
          differ(payment.account().value(), sign * amount.minor());
        } else {
          expect(payment, Chart.dueTo(payment.homeBranch()), sign);
        }
      }
    }
  }

  void count(Credit credit, int sign) {
    if (credit.state() == CreditState.POSTED) {
      long minor = sign * credit.amount().minor();
      differ(Chart.dueFrom(credit.id().origin()).code(), -minor);
      differ(Chart.SUBSCRIBERS.code(), minor);
      differ(credit.account().value(), minor);
    }
  }

  /** A refund moves money once it is paid, and not before. */
  void count(Refund refund, int sign) {
    if (refund.state() != RefundState.PAID) {
      return;
    }
    long minor = sign * refund.amount().minor();
    boolean own = refund.homeBranch().equals(self);
    differ((own ? Chart.SUBSCRIBERS : Chart.dueTo(refund.homeBranch())).code(), -minor);
    differ(Chart.CASH.code(), minor);
    if (own) {
      differ(refund.account().value(), -minor);
    }
  }

  void count(Debit debit, int sign) {
    if (debit.state() == DebitState.GRANTED) {
      long minor = sign * debit.amount().minor();
      differ(Chart.SUBSCRIBERS.code(), -minor);
      differ(Chart.dueFrom(debit.id().origin()).code(), minor);
      differ(debit.account().value(), -minor);
    }
  }

  void count(Supply supply, int sign) {
    GoodsPrice price = supply.price();
    boolean isOthers = !supply.home().equals(self);
    switch (supply.state()) {
      case REJECTED, REVERSED -> {}
      case ISSUED -> uncharged(supply, sign);
      case CANCELLING -> {
        if (supply.standing().confirmed()) {
          revenue(Chart.dueFrom(supply.home()), price, sign);
        } else {
          uncharged(supply, sign);
        }
      }
      case CONFIRMED -> {
        if (isOthers) {
          revenue(Chart.dueFrom(supply.home()), price, sign);
        } else {
          revenue(supply.method().map(Chart::takenBy).orElse(Chart.SUBSCRIBERS), price, sign);
          supply
              .account()
              .ifPresent(account -> differ(account.value(), -sign * price.total().minor()));
        }
      }
    }
  }

  void count(Charge charge, int sign) {
    if (charge.state() == GoodsState.CHARGED) {
      GoodsPrice price = charge.order().price();
      differ(Chart.SUBSCRIBERS.code(), -sign * price.total().minor());
      differ(Chart.dueTo(charge.id().origin()).code(), sign * price.originShare().minor());
      differ(Chart.GOODS_COMMISSION.code(), sign * price.homeShare().minor());
      differ(charge.order().account().value(), -sign * price.total().minor());
    }
  }

  private void uncharged(Supply supply, int sign) {
    long minor = sign * supply.price().originShare().minor();
    differ(Chart.goodsInTransit(supply.home()).code(), -minor);
    differ(Chart.GOODS_UNCHARGED.code(), minor);
  }

  /** Of own goods nothing is left to a home, so the origin's part is all of the price. */
  private void revenue(LedgerAccount payer, GoodsPrice price, int sign) {
    differ(payer.code(), -sign * price.originShare().minor());
    differ(Chart.GOODS_REVENUE.code(), sign * price.originOfGoods().minor());
    differ(Chart.HANDLING_REVENUE.code(), sign * price.originOfHandling().minor());
  }

  /** After a commit. */
  void check() {
    for (String account : touched) {
      long minor = excess.getOrDefault(account, 0L);
      Violation.unless(
          minor == 0,
          "I1",
          "the books of %s differ from its deeds by %d on %s",
          self,
          minor,
          account);
    }
    touched.clear();
  }

  private void expect(Payment payment, LedgerAccount owed, int sign) {
    long minor = sign * payment.amount().minor();
    differ(Chart.takenBy(payment.method()).code(), -minor);
    differ(owed.code(), minor);
  }

  private void book(LedgerAccount account, long minor) {
    booked.merge(account.code(), minor, Long::sum);
    differ(account.code(), minor);
  }

  private void differ(String account, long minor) {
    excess.merge(account, minor, Long::sum);
    touched.add(account);
  }
}
