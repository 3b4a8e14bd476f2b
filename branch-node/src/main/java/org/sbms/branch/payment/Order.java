package org.sbms.branch.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.payment.PaymentMethod;

/** A payment as a client of the API orders it: all that is wrong with it is said at once. */
sealed interface Order {
  record Fit(TakePayment take) implements Order {}

  record Unfit(Refusal refusal) implements Order {}

  static Order read(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    Optional<AccountNumber> account =
        field(errors, "account", body.path("account"), AccountNumber::new);
    Optional<Money> amount = amount(errors, body.path("amount"));
    Optional<PaymentMethod> method =
        field(errors, "method", body.path("method"), PaymentMethod::parse);
    return account.isEmpty() || amount.isEmpty() || method.isEmpty()
        ? new Unfit(Refusal.invalid(errors))
        : new Fit(
            new TakePayment(
                account.get(), amount.get(), method.get(), body.path("reference").asText("")));
  }

  private static Optional<Money> amount(List<FieldError> errors, JsonNode node) {
    Optional<String> currency =
        field(
            errors,
            "amount.currency",
            node.path("currency"),
            code -> Money.currencyOf(code).getCurrencyCode());
    if (currency.isEmpty()) {
      return Optional.empty();
    }
    return field(
        errors,
        "amount",
        node.path("amount"),
        text -> Money.parse(text, Money.currencyOf(currency.get())));
  }

  private static <T> Optional<T> field(
      List<FieldError> errors, String name, JsonNode node, Function<String, T> parse) {
    if (!node.isTextual() || node.asText().isBlank()) {
      errors.add(new FieldError(name, node.isTextual() ? "is missing" : "must be a string"));
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(node.asText().strip()));
    } catch (IllegalArgumentException wrong) {
      errors.add(new FieldError(name, String.valueOf(wrong.getMessage())));
      return Optional.empty();
    }
  }
}
