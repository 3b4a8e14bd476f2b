package org.sbms.branch.voucher;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.seal.Seal;

/** Registers what can be done with vouchers. */
public final class VoucherFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "voucher";

  public static final Permission VIEW = new Permission("voucher.view");
  public static final Permission REDEEM = new Permission("voucher.redeem");

  /** To hand out, block, unblock, and note what buyers paid. */
  public static final Permission SELL = new Permission("voucher.sell");

  /** To make batches and take their PINs out. */
  public static final Permission MAKE = new Permission("voucher.make");

  private static final int MAX_BUYER = 40;
  private static final int MAX_OFFER = 40;
  private static final int MAX_TEXT = 200;
  private static final int MAX_PIN = 64;
  private static final int MAX_YEARS = 5;

  private final BranchCode self;
  private final Currency currency;
  private final ZoneId zone;
  private final Clock clock;
  private final VoucherHandlers handlers;

  /**
   * @param seal of PINs: whoever loses its key loses the vouchers that are out
   * @param random of PINs; nobody may foretell it
   */
  public VoucherFeature(
      BranchCode self,
      Currency currency,
      Seal seal,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.currency = currency;
    this.zone = zone;
    this.clock = clock;
    this.handlers =
        new VoucherHandlers(self, currency, seal, accounts, days, ledger, zone, clock, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("make-vouchers", MakeVouchers.class, VoucherBatch.class, MAKE)
            .checkedBy(this::problems)
            .handledBy(handlers::make));
    operations.register(
        OperationSpec.of("take-out-pins", TakeOutPins.class, TakeOutPins.Sealed.class, MAKE)
            .handledBy(handlers::takeOut));
    operations.register(
        OperationSpec.of(
                "hand-out-vouchers", HandOutVouchers.class, HandOutVouchers.HandedOut.class, SELL)
            .checkedBy(VoucherFeature::problems)
            .handledBy(handlers::handOut));
    operations.register(
        OperationSpec.of("redeem-voucher", RedeemVoucher.class, Voucher.class, REDEEM)
            .checkedBy(this::problems)
            .handledBy(handlers::redeem));
    operations.register(
        OperationSpec.of("block-voucher", BlockVoucher.class, Voucher.class, SELL)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(handlers::block));
    operations.register(
        OperationSpec.of("unblock-voucher", UnblockVoucher.class, Voucher.class, SELL)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(handlers::unblock));
    operations.register(
        OperationSpec.of("pay-for-vouchers", PayForVouchers.class, PayForVouchers.Paid.class, SELL)
            .checkedBy(this::problems)
            .handledBy(handlers::pay));
    operations.register(
        OperationSpec.of("list-voucher-batches", ListBatches.class, ListBatches.Batches.class, VIEW)
            .answeredBy(handlers::batches));
    operations.register(
        OperationSpec.of("show-voucher-batch", ShowBatch.class, ListBatches.Row.class, VIEW)
            .answeredBy(handlers::batch));
    operations.register(
        OperationSpec.of("list-vouchers", ListVouchers.class, ListVouchers.Vouchers.class, VIEW)
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of("show-voucher", ShowVoucher.class, Voucher.class, VIEW)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of(
                "show-voucher-ageing",
                ShowVoucherAgeing.class,
                ShowVoucherAgeing.Ageing.class,
                VIEW)
            .answeredBy(handlers::ageing));
  }

  /** By the clock: expires what is over. */
  public void expire(Transactions transactions) {
    handlers.expire(transactions);
  }

  /** The list for the printer, in CSV. */
  byte[] opened(TakeOutPins.Sealed sealed) {
    return handlers.opened(sealed);
  }

  private List<FieldError> problems(MakeVouchers asked) {
    List<FieldError> problems = new ArrayList<>(money("face", asked.face()));
    boolean counted = asked.pieces() >= 1 && asked.pieces() <= VoucherHandlers.MAX_BATCH;
    if (!counted) {
      problems.add(new FieldError("pieces", "must be 1 to " + VoucherHandlers.MAX_BATCH));
    }
    try {
      if (counted && !new PinTemplate(asked.pinTemplate()).hides(asked.pieces())) {
        problems.add(new FieldError("pinTemplate", "is too short for so many vouchers"));
      }
    } catch (IllegalArgumentException wrong) {
      problems.add(new FieldError("pinTemplate", String.valueOf(wrong.getMessage())));
    }
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    if (!asked.validUntil().isAfter(today)
        || asked.validUntil().isAfter(today.plusYears(MAX_YEARS))) {
      problems.add(new FieldError("validUntil", "must be in the next " + MAX_YEARS + " years"));
    }
    if (asked.kind().needsOffer() == asked.offer().isBlank()) {
      problems.add(
          new FieldError(
              "offer",
              asked.kind().needsOffer()
                  ? "must be filled in"
                  : "must be left empty for this kind"));
    } else if (!asked.offer().isBlank()) {
      problems.addAll(text("offer", asked.offer(), MAX_OFFER));
    }
    return problems;
  }

  private static List<FieldError> problems(HandOutVouchers asked) {
    List<FieldError> problems = new ArrayList<>(text("buyer", asked.buyer(), MAX_BUYER));
    if (asked.first() < 1) {
      problems.add(new FieldError("first", "must be 1 or more"));
    }
    if (asked.last() < asked.first() || asked.last() > VoucherHandlers.MAX_BATCH) {
      problems.add(new FieldError("last", "must not be before the first, nor beyond the batch"));
    }
    return problems;
  }

  private List<FieldError> problems(RedeemVoucher asked) {
    List<FieldError> problems = new ArrayList<>();
    if (!asked.account().home().equals(self)) {
      problems.add(new FieldError("account", "must be of this branch"));
    }
    if (asked.pin().isBlank() || asked.pin().length() > MAX_PIN) {
      problems.add(new FieldError("pin", "must be 1 to " + MAX_PIN + " characters"));
    }
    return problems;
  }

  private List<FieldError> problems(PayForVouchers asked) {
    List<FieldError> problems = new ArrayList<>(money("amount", asked.amount()));
    problems.addAll(text("buyer", asked.buyer(), MAX_BUYER));
    problems.addAll(text("reference", asked.reference(), MAX_TEXT));
    return problems;
  }

  private List<FieldError> money(String field, Money amount) {
    if (!amount.currency().equals(currency)) {
      return List.of(new FieldError(field, "must be in " + currency + " at this branch"));
    }
    return amount.isPositive()
        ? List.of()
        : List.of(new FieldError(field, "must be more than zero"));
  }

  private static List<FieldError> text(String field, String text, int most) {
    int length = text.strip().length();
    return length < 1 || length > most
        ? List.of(new FieldError(field, "must be 1 to " + most + " characters"))
        : FreeText.unfit(field, text);
  }
}
