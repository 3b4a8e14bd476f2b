package org.sbms.branch.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.contract.Money;
import org.sbms.kit.web.form.Form;

/**
 * A draft as a form: its lines are numbered fields, tiers and conditions are typed as text. Lines
 * are added and removed by buttons that show the form again, so no script is needed.
 */
final class DraftForm {
  private static final String LINES = "lines";
  private static final String ANY = "*";

  /** The fields of a line. */
  static final List<String> NAMES =
      List.of(
          "kind",
          "product",
          "fee",
          "months",
          "timing",
          "step",
          "tierKind",
          "allowance",
          "tiers",
          "when");

  private final Form form;
  private final Currency currency;

  DraftForm(Form form, Currency currency) {
    this.form = form;
    this.currency = currency;
  }

  static String field(int index, String name) {
    return "line." + index + "." + name;
  }

  /** How many lines it shows. */
  static int lines(Form form) {
    String count = form.text(LINES);
    return count.matches("[0-9]{1,3}")
        ? Math.min(Integer.parseInt(count), DraftRules.MAX_LINES)
        : 0;
  }

  static OfferLine.Kind kind(Form form, int index) {
    try {
      return OfferLine.Kind.valueOf(form.text(field(index, "kind")));
    } catch (IllegalArgumentException none) {
      return OfferLine.Kind.RECURRING;
    }
  }

  /** Fills a form from what is there. */
  static Form of(
      String name,
      LocalDate validFrom,
      OfferVersion.Existing existing,
      String note,
      List<OfferLine> lines,
      Map<String, List<String>> eligibility) {
    Form form =
        Form.blank()
            .with("name", name)
            .with("validFrom", validFrom.toString())
            .with("existing", existing.name())
            .with("note", note)
            .with("eligibility", eligibilityText(eligibility))
            .with(LINES, Integer.toString(lines.size()));
    for (int i = 0; i < lines.size(); i++) {
      put(form, i, lines.get(i));
    }
    return form;
  }

  private static void put(Form form, int index, OfferLine line) {
    form.with(field(index, "kind"), line.kind().name())
        .with(field(index, "product"), line.product())
        .with(field(index, "fee"), line.fee().map(Money::amount).orElse(""))
        .with(field(index, "months"), line.months().map(String::valueOf).orElse(""))
        .with(field(index, "timing"), line.timing().map(Enum::name).orElse(""))
        .with(field(index, "step"), line.step().map(String::valueOf).orElse(""))
        .with(field(index, "tierKind"), line.tierKind().map(Enum::name).orElse(""))
        .with(field(index, "allowance"), line.allowance().map(String::valueOf).orElse(""))
        .with(
            field(index, "tiers"),
            line.tiers().stream()
                .map(tier -> tier.upTo().map(String::valueOf).orElse(ANY) + " = " + tier.price())
                .collect(Collectors.joining("\n")))
        .with(field(index, "when"), Words.conditions(line.when()));
  }

  /** One line more, empty, of a kind. */
  static void add(Form form, OfferLine.Kind kind) {
    int index = lines(form);
    if (index == DraftRules.MAX_LINES) {
      form.error(LINES, "must be 1 to " + DraftRules.MAX_LINES);
      return;
    }
    form.with(field(index, "kind"), kind.name()).with(LINES, Integer.toString(index + 1));
    if (kind == OfferLine.Kind.PER_UNIT) {
      form.with(field(index, "step"), "1").with(field(index, "allowance"), "0");
    }
  }

  /** One line fewer; those after it move up. */
  static void remove(Form form, int index) {
    int count = lines(form);
    if (index < 0 || index >= count) {
      return;
    }
    for (int i = index; i < count - 1; i++) {
      for (String name : NAMES) {
        form.with(field(i, name), form.text(field(i + 1, name)));
      }
    }
    form.with(LINES, Integer.toString(count - 1));
  }

  /**
   * Reads what was posted; what is wrong stands in the form then.
   *
   * @param products for the units of what is used
   */
  Optional<SaveDraft> read(OfferKey offer, Map<String, Product> products) {
    Optional<String> name = form.required("name", text -> text);
    Optional<LocalDate> from = form.required("validFrom", DraftForm::day);
    Optional<OfferVersion.Existing> existing =
        form.required("existing", OfferVersion.Existing::valueOf);
    Optional<Map<String, List<String>>> eligibility =
        form.text("eligibility").isEmpty()
            ? Optional.of(Map.of())
            : form.optional("eligibility", DraftForm::eligibility);
    List<OfferLine> lines = new ArrayList<>();
    for (int i = 0; i < lines(form); i++) {
      lines.add(line(i, products));
    }
    if (form.hasErrors()
        || name.isEmpty()
        || from.isEmpty()
        || existing.isEmpty()
        || eligibility.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SaveDraft(
            offer,
            name.get(),
            from.get(),
            existing.get(),
            form.text("note"),
            lines,
            eligibility.get()));
  }

  private OfferLine line(int index, Map<String, Product> products) {
    OfferLine.Kind kind = kind(form, index);
    boolean used = kind == OfferLine.Kind.PER_UNIT;
    Product product = products.get(form.text(field(index, "product")));
    return new OfferLine(
        index + 1,
        form.text(field(index, "product")),
        kind,
        used
            ? Optional.empty()
            : form.required(field(index, "fee"), text -> Words.amount(text, currency)),
        kind == OfferLine.Kind.RECURRING
            ? Optional.of(form.optional(field(index, "months"), DraftForm::whole).orElse(1L))
                .map(Long::intValue)
            : Optional.empty(),
        kind == OfferLine.Kind.RECURRING
            ? Optional.of(
                form.optional(field(index, "timing"), Timing::valueOf).orElse(Timing.ADVANCE))
            : Optional.empty(),
        used && product != null ? product.unit() : Optional.empty(),
        used ? form.required(field(index, "step"), DraftForm::whole) : Optional.empty(),
        used
            ? Optional.of(
                form.optional(field(index, "tierKind"), Tiers.Kind::valueOf)
                    .orElse(Tiers.Kind.GRADUATED))
            : Optional.empty(),
        used ? form.required(field(index, "tiers"), DraftForm::tiers).orElse(List.of()) : List.of(),
        used ? form.required(field(index, "allowance"), DraftForm::whole) : Optional.empty(),
        form.text(field(index, "when")).isEmpty()
            ? Map.of()
            : form.optional(field(index, "when"), DraftForm::conditions).orElse(Map.of()));
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("must be a date such as 2026-12-01", malformed);
    }
  }

  private static long whole(String text) {
    String digits = text.replaceAll("\\s", "");
    if (!digits.matches("[0-9]{1,15}")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Long.parseLong(digits);
  }

  /** {@code 60000 = 0.03} a line, the last one {@code * = 0.02} or a price alone. */
  static List<OfferLine.Tier> tiers(String text) {
    List<OfferLine.Tier> tiers = new ArrayList<>();
    for (String row : text.split("[\\n;]", -1)) {
      if (row.isBlank()) {
        continue;
      }
      String[] sides = row.split("=", -1);
      if (sides.length > 2) {
        throw new IllegalArgumentException("must be lines such as 100 = 2.50");
      }
      String price = sides[sides.length - 1].strip().replace(',', '.');
      BigDecimal value =
          Money.plainDecimal(price)
              .orElseThrow(
                  () -> new IllegalArgumentException("must have prices such as 2.50 in its tiers"));
      String bound = sides.length == 1 ? ANY : sides[0].strip();
      tiers.add(
          new OfferLine.Tier(
              bound.equals(ANY) ? Optional.empty() : Optional.of(whole(bound)),
              value.toPlainString()));
    }
    return tiers;
  }

  /** {@code zone = abroad; plan = TV}. */
  static Map<String, String> conditions(String text) {
    Map<String, String> conditions = new LinkedHashMap<>();
    for (String part : text.split("[;\\n]", -1)) {
      if (!part.isBlank()) {
        String[] sides = sides(part);
        conditions.put(sides[0], sides[1]);
      }
    }
    return conditions;
  }

  /** {@code customerKind = PERSON, COMPANY} a line. */
  static Map<String, List<String>> eligibility(String text) {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    for (String row : text.split("\\n", -1)) {
      if (!row.isBlank()) {
        String[] sides = sides(row);
        rules.put(
            sides[0],
            java.util.Arrays.stream(sides[1].split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList());
      }
    }
    return rules;
  }

  private static String[] sides(String text) {
    String[] sides = text.split("=", 2);
    if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
      throw new IllegalArgumentException("must be attribute = value");
    }
    return new String[] {sides[0].strip(), sides[1].strip()};
  }

  private static String eligibilityText(Map<String, List<String>> eligibility) {
    return eligibility.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(rule -> rule.getKey() + " = " + String.join(", ", rule.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
