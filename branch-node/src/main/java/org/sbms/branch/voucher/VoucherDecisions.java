package org.sbms.branch.voucher;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.ledger.Posting;

/**
 * What happens to a voucher and what that means for the books. Pure. Handing out makes a debt of
 * the buyer and one of ours to the holder; redeeming moves ours to the subscriber's balance;
 * expiring makes it income.
 */
final class VoucherDecisions {
  static final RefusalCode NOT_REDEEMABLE =
      new RefusalCode("voucher-not-redeemable", RefusalCode.Category.CONFLICT);
  private static final RefusalCode ACCOUNT_CLOSED =
      new RefusalCode("account-closed", RefusalCode.Category.CONFLICT);

  private VoucherDecisions() {}

  sealed interface Step {
    record Move(Voucher voucher, List<Posting> postings) implements Step {}

    record Refuse(Refusal refusal) implements Step {}
  }

  static List<Posting> handedOut(UUID id, VoucherBatch batch, int pieces, String buyer) {
    return List.of(
        new Posting(
            id,
            "vouchers-handed-out",
            Chart.VOUCHER_BUYERS,
            Chart.VOUCHERS,
            times(batch.face(), pieces),
            buyer));
  }

  static List<Posting> expired(UUID id, VoucherBatch batch, long pieces) {
    return pieces == 0
        ? List.of()
        : List.of(
            new Posting(
                id,
                "vouchers-expired",
                Chart.VOUCHERS,
                Chart.VOUCHERS_EXPIRED,
                times(batch.face(), pieces),
                batch.number()));
  }

  static Step redeem(
      UUID id,
      Voucher voucher,
      AccountNumber account,
      Optional<Accounts.Facts> facts,
      String by,
      LocalDate today,
      Instant now) {
    if (facts.isEmpty()) {
      return refuse(RefusalCode.NOT_FOUND, "There is no account " + account + " here.");
    }
    if (facts.get().state() == SubscriberState.TERMINATED) {
      return refuse(ACCOUNT_CLOSED, "The account is closed.");
    }
    if (!facts.get().currency().equals(voucher.face().currency())) {
      return refuse(NOT_REDEEMABLE, "The voucher is in another currency than the account.");
    }
    if (today.isAfter(voucher.validUntil())) {
      return refuse(NOT_REDEEMABLE, "The voucher has expired.");
    }
    return switch (voucher.state()) {
      case ACTIVE ->
          new Step.Move(
              voucher.moved(VoucherState.REDEEMED, account.value(), by, "", now),
              List.of(
                  new Posting(
                      id,
                      "voucher-redeemed",
                      Chart.VOUCHERS,
                      Chart.SUBSCRIBERS,
                      voucher.face(),
                      account.value())));
      case STORED -> refuse(NOT_REDEEMABLE, "The voucher is not sold yet.");
      case REDEEMED -> refuse(NOT_REDEEMABLE, "The voucher is redeemed already.");
      case BLOCKED -> refuse(NOT_REDEEMABLE, "The voucher is blocked.");
      case EXPIRED -> refuse(NOT_REDEEMABLE, "The voucher has expired.");
    };
  }

  static Step block(Voucher voucher, String by, String reason, Instant now) {
    return voucher.state() == VoucherState.ACTIVE
        ? new Step.Move(voucher.moved(VoucherState.BLOCKED, "", by, reason, now), List.of())
        : refuse(RefusalCode.STATE_CONFLICT, "Only an active voucher can be blocked.");
  }

  static Step unblock(Voucher voucher, String by, String reason, Instant now) {
    return voucher.state() == VoucherState.BLOCKED
        ? new Step.Move(voucher.moved(VoucherState.ACTIVE, "", by, reason, now), List.of())
        : refuse(RefusalCode.STATE_CONFLICT, "The voucher is not blocked.");
  }

  private static Money times(Money face, long pieces) {
    return new Money(Math.multiplyExact(face.minor(), pieces), face.currency());
  }

  private static Step refuse(RefusalCode code, String detail) {
    return new Step.Refuse(Refusal.of(code, detail));
  }
}
