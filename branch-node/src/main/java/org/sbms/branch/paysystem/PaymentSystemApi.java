package org.sbms.branch.paysystem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.sbms.branch.approval.ApprovalDecisions;
import org.sbms.branch.payment.CheckPayee;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TakePayment;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/**
 * {@code check} and {@code pay} of payment terminals. A payment system is a login of this branch;
 * outcomes are kept under the login for good, so its own transaction number is the key that makes a
 * payment happen once.
 */
public final class PaymentSystemApi implements WebFeature {
  private static final Pattern TRANSACTION = Pattern.compile("[!-~]{1,60}");

  private final Executor executor;

  public PaymentSystemApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("checkPayee", this::check).api("payFromTerminal", this::pay);
  }

  record Question(AccountNumber account) {}

  record Handover(String transaction, AccountNumber account, Money amount) {}

  /** Nothing is taken yet: a second person decides. */
  record Waiting(String transaction, String state) {}

  /** What a terminal may print. */
  record Receipt(
      String transaction,
      UUID payment,
      String receipt,
      PaymentState state,
      AccountNumber account,
      Money amount,
      Instant acceptedAt) {

    static Receipt of(Payment payment) {
      return new Receipt(
          payment.reference(),
          payment.id(),
          payment.receipt(),
          payment.state(),
          payment.account(),
          payment.amount(),
          payment.acceptedAt());
    }
  }

  private ApiResponse check(ApiRequest request) {
    return asItself(
        request,
        () ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(new CheckPayee(request.body(Question.class).account()))),
                ApiResponse::ok));
  }

  private ApiResponse pay(ApiRequest request) {
    return asItself(request, () -> pay(request, request.body(Handover.class)));
  }

  private ApiResponse pay(ApiRequest request, Handover handover) {
    if (!TRANSACTION.matcher(handover.transaction()).matches()) {
      return ApiResponse.refused(
          Refusal.invalid(
              "transaction", "must be 1 to 60 printable ASCII characters without spaces"));
    }
    Outcome<Payment> outcome =
        executor.run(
            request.caller(),
            Request.command(
                new TakePayment(
                    handover.account(),
                    handover.amount(),
                    PaymentMethod.TERMINAL,
                    handover.transaction()),
                key(request.caller().actor().login(), handover.transaction())));
    return waits(outcome)
        ? new ApiResponse.Json(202, new Waiting(handover.transaction(), "WAITING"), Map.of())
        : ApiResponse.of(outcome, payment -> ApiResponse.created(Receipt.of(payment)));
  }

  /** A system need not see approvals to learn that its payment waits for one. */
  private static boolean waits(Outcome<Payment> outcome) {
    return outcome instanceof Outcome.Refused<Payment>(Refusal refusal)
        && refusal.code().equals(ApprovalDecisions.REQUIRED);
  }

  /**
   * What waits for a second person waits under its key alone, so the login must be in it; a hash
   * fits into the 64 characters of a key. No transaction number has the line break that parts them.
   */
  static String key(String login, String transaction) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((login + "\n" + transaction).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** The numbers of one system mean nothing under the login of another. */
  private static ApiResponse asItself(ApiRequest request, Supplier<ApiResponse> answer) {
    String system = request.pathPart("system");
    return system.equals(request.caller().actor().login())
        ? answer.get()
        : ApiResponse.refused(
            Refusal.of(RefusalCode.FORBIDDEN, "A payment system speaks for itself only."));
  }
}
