package org.sbms.branch.intake;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbms.branch.party.Identifiers;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;

/** Reads one line of a file of subscribers: a subscriber, or all its mistakes. Pure. */
final class LineDecisions {
  static final Set<String> REQUIRED = Set.of("account_id", "name", "plan");
  static final List<String> COLUMNS =
      List.of(
          "account_id",
          "customer_id",
          "kind",
          "name",
          "address",
          "phone",
          "email",
          "document_type",
          "document_number",
          "plan",
          "services",
          "phones",
          "logins",
          "balance",
          "since",
          "state",
          "company",
          "department");

  private static final Set<String> KINDS =
      Set.of("PERSON", "FAMILY", "COMPANY", "GROUP", "COMMUNITY");
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
  private static final int MAX_SERVICES = 50;
  private static final int MAX_CODE = 64;

  /** More than any balance, and far from where sums of 100,000 of them overflow. */
  private static final long MAX_BALANCE_MINOR = 10_000_000_000_00L;

  private final PersonalDataRules personal;
  private final Currency currency;
  private final LocalDate today;

  LineDecisions(PersonalDataRules personal, Currency currency, LocalDate today) {
    this.personal = personal;
    this.currency = currency;
    this.today = today;
  }

  /**
   * A line that can be loaded as far as it can be told from itself alone.
   *
   * @param customerKey lines of one file and source with the same key are accounts of one customer
   */
  record Line(
      String externalId,
      String customerKey,
      String kind,
      PersonalData person,
      String plan,
      List<String> services,
      List<String> phones,
      List<String> logins,
      long balanceMinor,
      LocalDate since,
      String state,
      String company,
      String department) {}

  record Read(Optional<Line> line, List<FieldError> problems) {}

  /**
   * @param texts what stands in each column, stripped; absent columns are empty
   */
  Read read(Map<String, String> texts) {
    List<FieldError> problems = new ArrayList<>();
    String id = text(texts, "account_id");
    if (!ID.matcher(id).matches()) {
      problems.add(new FieldError("account_id", "must be 1 to 64 printable characters"));
    }
    String customer = text(texts, "customer_id");
    if (!customer.isEmpty() && !ID.matcher(customer).matches()) {
      problems.add(new FieldError("customer_id", "must be 1 to 64 printable characters"));
    }
    String kind = or(texts, "kind", "PERSON");
    if (!KINDS.contains(kind)) {
      problems.add(new FieldError("kind", "must be PERSON, FAMILY, COMPANY, GROUP or COMMUNITY"));
    }
    PersonalData person = person(texts);
    problems.addAll(problems(person));
    String plan = text(texts, "plan");
    if (plan.isEmpty() || plan.length() > MAX_CODE) {
      problems.add(new FieldError("plan", "must be 1 to 64 characters"));
    }
    List<String> services = words(texts, "services");
    if (services.size() > MAX_SERVICES) {
      problems.add(new FieldError("services", "must be at most " + MAX_SERVICES));
    }
    List<String> phones = identifiers(texts, "phones", "PHONE", problems);
    List<String> logins = identifiers(texts, "logins", "LOGIN", problems);
    long balance = balance(or(texts, "balance", "0"), problems);
    LocalDate since = since(text(texts, "since"), problems);
    String state = or(texts, "state", "ACTIVE");
    if (!state.equals("ACTIVE") && !state.equals("SUSPENDED")) {
      problems.add(new FieldError("state", "must be ACTIVE or SUSPENDED"));
    }
    return problems.isEmpty()
        ? new Read(
            Optional.of(
                new Line(
                    id,
                    customer.isEmpty() ? "account:" + id : "customer:" + customer,
                    kind,
                    person,
                    plan,
                    services,
                    phones,
                    logins,
                    balance,
                    since,
                    state,
                    or(texts, "company", "MAIN"),
                    text(texts, "department"))),
            List.of())
        : new Read(Optional.empty(), problems);
  }

  private static PersonalData person(Map<String, String> texts) {
    String document = text(texts, "document_number");
    return new PersonalData(
        CustomerKind.PERSON,
        text(texts, "name"),
        text(texts, "address"),
        text(texts, "phone"),
        text(texts, "email"),
        document.isEmpty()
            ? Optional.empty()
            : Optional.of(new IdentityDocument(text(texts, "document_type"), document)));
  }

  /** An old base has gaps that a desk would not leave: an address or a phone may be missing. */
  private List<FieldError> problems(PersonalData person) {
    return personal.problems("", person).stream()
        .filter(error -> !(error.field().equals("address") && person.address().isEmpty()))
        .filter(error -> !(error.field().equals("phone") && person.phone().isEmpty()))
        .map(error -> new FieldError(error.field().replace('.', '_'), error.message()))
        .toList();
  }

  private static List<String> identifiers(
      Map<String, String> texts, String column, String kind, List<FieldError> problems) {
    List<Identifier> found =
        words(texts, column).stream().map(value -> new Identifier(kind, value)).toList();
    Identifiers.problems(column, found)
        .forEach(error -> problems.add(new FieldError(column, error.message())));
    return found.stream().map(identifier -> Identifiers.normal(identifier).value()).toList();
  }

  /** Signed: what a subscriber owes is negative. */
  private long balance(String text, List<FieldError> problems) {
    boolean negative = text.startsWith("-");
    try {
      long minor = Money.parse(negative ? text.substring(1) : text, currency).minor();
      if (minor <= MAX_BALANCE_MINOR) {
        return negative ? -minor : minor;
      }
    } catch (IllegalArgumentException wrong) {
      // Said below, with the same words for all that it can be.
    }
    problems.add(
        new FieldError(
            "balance", "must be an amount of " + currency.getCurrencyCode() + " such as -120.50"));
    return 0;
  }

  private LocalDate since(String text, List<FieldError> problems) {
    if (text.isEmpty()) {
      return today;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (!day.isAfter(today) && day.getYear() >= 1980) {
        return day;
      }
      problems.add(new FieldError("since", "must be a day from 1980 until today"));
    } catch (DateTimeParseException wrong) {
      problems.add(new FieldError("since", "must be a day such as 2026-11-22"));
    }
    return today;
  }

  private static List<String> words(Map<String, String> texts, String column) {
    return Arrays.stream(text(texts, column).split("[ ;]+"))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }

  private static String or(Map<String, String> texts, String column, String otherwise) {
    String text = text(texts, column);
    return text.isEmpty() ? otherwise : text;
  }

  private static String text(Map<String, String> texts, String column) {
    return texts.getOrDefault(column, "");
  }
}
