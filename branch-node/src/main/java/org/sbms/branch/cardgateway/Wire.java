package org.sbms.branch.cardgateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.contract.Money;

/** Reads what acquirers write in JSON. */
final class Wire {
  private static final Pattern PAGE = Pattern.compile("https?://[^\\s\"'<>\\\\]{1,500}");
  private static final String LOCAL = "http://localhost:";

  private Wire() {}

  /** Empty when it makes no sense: then it says nothing. */
  static Optional<Statement> statement(JsonNode body) {
    Optional<Statement.Said> said = Statement.Said.of(body.path("state").asText(""));
    Optional<Money> captured = money(body.path("captured"));
    boolean whole =
        said.isPresent() && (said.get() != Statement.Said.CAPTURED || captured.isPresent());
    return whole
        ? Optional.of(
            new Statement(
                said.get(),
                said.get() == Statement.Said.CAPTURED ? captured : Optional.empty(),
                page(body.path("page").asText("")),
                body.path("reference").asText(""),
                body.path("reason").asText("")))
        : Optional.empty();
  }

  /** A link that a browser may follow; what is none is as if it were not there. */
  private static String page(String text) {
    boolean safe = text.startsWith("https://") || text.startsWith(LOCAL);
    return safe && PAGE.matcher(text).matches() ? text : "";
  }

  private static Optional<Money> money(JsonNode node) {
    try {
      Money money = Money.parse(node.path("amount").asText(""), node.path("currency").asText(""));
      return Optional.of(money).filter(Money::isPositive);
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
