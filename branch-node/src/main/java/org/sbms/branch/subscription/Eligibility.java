package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.OfferVersion;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Sql;

/**
 * Who may take an offer, by what is known of a subscriber: {@code customerKind}, {@code plan},
 * {@code area} and its {@code country} (of its taxes), {@code company}, {@code department}.
 */
final class Eligibility {
  static final String CUSTOMER_KIND = "customerKind";
  static final String PLAN = "plan";
  static final String AREA = "area";
  static final String COUNTRY = "country";
  static final String COMPANY = "company";
  static final String DEPARTMENT = "department";

  /** A new account is of this one. */
  private static final String MAIN = "MAIN";

  private final OfferCatalog catalog = new OfferCatalog();
  private volatile boolean isBilled;

  /**
   * @param field of the order that named the offer
   */
  Optional<Refusal> obstacle(
      Sql sql,
      String field,
      OfferKind kind,
      String code,
      LocalDate day,
      Map<String, String> attributes) {
    return catalog
        .snapshot(sql)
        .inForce(kind, code, day)
        .flatMap(version -> missed(version, attributes))
        .map(attribute -> Refusal.invalid(field, why(attribute)));
  }

  /** Services that somebody has and that the plan, should he change to it, rules out. */
  Optional<Refusal> obstacleOfHeld(
      Sql sql, List<String> services, String plan, LocalDate day, Map<String, String> attributes) {
    OfferCatalog.Snapshot offers = catalog.snapshot(sql);
    Map<String, String> then = new HashMap<>(attributes);
    then.put(PLAN, plan);
    boolean ruledOut =
        services.stream()
            .flatMap(code -> offers.inForce(OfferKind.SERVICE, code, day).stream())
            .anyMatch(service ->
                missed(service, attributes).isEmpty() && missed(service, then).isPresent());
    return ruledOut
        ? Optional.of(Refusal.invalid("plan", "does not go with a service that the subscriber has"))
        : Optional.empty();
  }

  /** The first rule by name that the subscriber does not fulfil. */
  private static Optional<String> missed(OfferVersion version, Map<String, String> attributes) {
    return version.eligibility().entrySet().stream()
        .filter(rule -> !isMet(rule.getKey(), rule.getValue(), attributes))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /** A rule for a country is for its areas too. */
  private static boolean isMet(
      String attribute, Set<String> values, Map<String, String> attributes) {
    return values.contains(attributes.getOrDefault(attribute, ""))
        || attribute.equals(AREA) && values.contains(attributes.getOrDefault(COUNTRY, ""));
  }

  private static String why(String attribute) {
    return switch (attribute) {
      case CUSTOMER_KIND -> "is not offered to this kind of customer";
      case PLAN -> "is not offered with this plan";
      case AREA, COUNTRY -> "is not offered in this area";
      case COMPANY -> "is not offered by this company";
      case DEPARTMENT -> "is not offered by this department";
      default -> "is not offered to this subscriber";
    };
  }

  /** Of a subscriber of this branch. */
  Map<String, String> attributes(Sql sql, AccountNumber account) {
    Map<String, String> attributes = new HashMap<>();
    sql.run(
            """
            select c.kind, a.plan, a.company, a.department
            from account a join customer c on c.id = a.customer_id where a.number = $1
            """,
            account.value())
        .forEach(row -> {
          attributes.put(CUSTOMER_KIND, row.getString("kind"));
          attributes.put(PLAN, row.getString("plan"));
          attributes.put(COMPANY, row.getString("company"));
          Optional.ofNullable(row.getString("department"))
              .ifPresent(department -> attributes.put(DEPARTMENT, department));
        });
    if (isBilled(sql)) {
      sql.one(
              row -> row.getString(0),
              """
              select coalesce(b.tax_area, s.tax_area) from billing_settings s
              left join account_billing b on b.account = $1
              """,
              account.value())
          .ifPresent(area -> putArea(attributes, area));
    }
    return attributes;
  }

  /** Of somebody who is being registered: he gets what the branch gives to new accounts. */
  Map<String, String> attributesOfNew(Sql sql, String customerKind, String plan) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(CUSTOMER_KIND, customerKind);
    attributes.put(PLAN, plan);
    attributes.put(COMPANY, MAIN);
    if (isBilled(sql)) {
      sql.one(row -> row.getString(0), "select tax_area from billing_settings")
          .ifPresent(area -> putArea(attributes, area));
    }
    return attributes;
  }

  private static void putArea(Map<String, String> attributes, String area) {
    int dash = area.indexOf('-');
    attributes.put(AREA, area);
    attributes.put(COUNTRY, dash < 0 ? area : area.substring(0, dash));
  }

  /** Billing stands above and keeps these tables; a branch may have none. */
  private boolean isBilled(Sql sql) {
    if (!isBilled) {
      isBilled =
          sql.one(row -> row.getBoolean(0), "select to_regclass('billing_settings') is not null")
              .orElse(false);
    }
    return isBilled;
  }
}
