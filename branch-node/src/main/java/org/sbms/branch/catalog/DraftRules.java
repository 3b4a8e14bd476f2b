package org.sbms.branch.catalog;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;

/** What a draft must be like. */
final class DraftRules {
  static final int MAX_LINES = 60;
  static final int MAX_NAME = 100;
  static final int MAX_NOTE = 200;
  static final int MAX_CONDITIONS = 10;

  private static final int MAX_VALUES = 200;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-zA-Z][a-zA-Z0-9.-]{0,39}");

  private DraftRules() {}

  static boolean isCode(String code) {
    return CODE.matcher(code).matches();
  }

  /** The values alone. */
  static List<FieldError> problems(SaveDraft draft, Currency currency) {
    List<FieldError> problems = new ArrayList<>();
    if (!isCode(draft.offer().code())) {
      problems.add(
          new FieldError("code", "must be 1 to 40 letters, digits, dots, dashes, underscores"));
    }
    text(problems, "name", draft.name(), 1, MAX_NAME);
    text(problems, "note", draft.note(), 0, MAX_NOTE);
    if (draft.lines().isEmpty() || draft.lines().size() > MAX_LINES) {
      problems.add(new FieldError("lines", "must be 1 to " + MAX_LINES));
      return problems;
    }
    for (int i = 0; i < draft.lines().size(); i++) {
      OfferLine line = draft.lines().get(i);
      Optional<String> problem = problem(line, currency);
      if (problem.isPresent()) {
        problems.add(new FieldError("lines[" + i + "]", problem.get()));
      }
    }
    eligibility(problems, draft.eligibility());
    return problems;
  }

  private static Optional<String> problem(OfferLine line, Currency currency) {
    if (line.fee().isPresent() && !line.fee().get().currency().equals(currency)) {
      return Optional.of("must be in " + currency + " at this branch");
    }
    if (line.when().size() > MAX_CONDITIONS
        || line.when().entrySet().stream()
            .anyMatch(condition ->
                !ATTRIBUTE.matcher(condition.getKey()).matches()
                    || !isValue(condition.getValue()))) {
      return Optional.of("has conditions that are not attribute = value");
    }
    try {
      line.toPriceLine();
      return Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.of(Objects.toString(wrong.getMessage(), "has the wrong form"));
    }
  }

  private static void eligibility(
      List<FieldError> problems, Map<String, List<String>> eligibility) {
    boolean wrong =
        eligibility.size() > MAX_CONDITIONS
            || eligibility.entrySet().stream()
                .anyMatch(rule ->
                    !ATTRIBUTE.matcher(rule.getKey()).matches()
                        || rule.getValue().isEmpty()
                        || rule.getValue().size() > MAX_VALUES
                        || !rule.getValue().stream().allMatch(DraftRules::isValue));
    if (wrong) {
      problems.add(new FieldError("eligibility", "has conditions that are not attribute = value"));
    }
  }

  private static boolean isValue(String value) {
    return !value.isBlank() && value.length() <= 100 && isOneLine(value);
  }

  static void text(List<FieldError> problems, String field, String text, int least, int most) {
    int length = text.strip().length();
    if (length < least || length > most) {
      problems.add(new FieldError(field, "must be " + least + " to " + most + " characters"));
    } else if (!isOneLine(text.strip())) {
      problems.add(new FieldError(field, "must be one line of text"));
    }
  }

  private static boolean isOneLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** Numbered anew in their order; they were checked before. */
  static List<PriceLine> lines(List<OfferLine> written) {
    List<PriceLine> lines = new ArrayList<>();
    for (OfferLine line : written) {
      PriceLine priced = line.toPriceLine();
      lines.add(new PriceLine(lines.size() + 1, priced.product(), priced.price(), priced.when()));
    }
    return lines;
  }

  /** What only the catalogue knows: products, their units, and lines that would rival. */
  static List<FieldError> problems(List<PriceLine> lines, Map<String, Product> products) {
    List<FieldError> problems = new ArrayList<>();
    record Place(String product, Class<?> kind, Map<String, String> when) {}
    Set<Place> taken = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      PriceLine line = lines.get(i);
      Product product = products.get(line.product());
      if (product == null || !product.sold()) {
        problems.add(new FieldError("lines[" + i + "]", "must be for a product that is sold"));
      } else if (line.price() instanceof Price.PerUnit unit
          && !product.unit().map(unit.unit()::equals).orElse(false)) {
        problems.add(new FieldError("lines[" + i + "]", "must be in the unit of its product"));
      }
      if (!taken.add(new Place(line.product(), line.price().getClass(), line.when()))) {
        problems.add(
            new FieldError("lines[" + i + "]", "prices what a line before it prices already"));
      }
    }
    return problems;
  }

  static Optional<String> wrongCurrency(Optional<Money> amount, Currency currency) {
    return amount
        .filter(money -> !money.currency().equals(currency))
        .map(_ -> "must be in " + currency + " at this branch");
  }
}
