package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.OfferVersion;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Sql;

/** Who may take an offer, by what is known of a subscriber. */
final class Eligibility {
  static final String CUSTOMER_KIND = "customerKind";
  static final String PLAN = "plan";

  private final OfferCatalog catalog = new OfferCatalog();

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
    Optional<OfferVersion> version = catalog.snapshot(sql).inForce(kind, code, day);
    return version.isPresent() && !version.get().isFor(attributes)
        ? Optional.of(Refusal.invalid(field, "is not offered to this subscriber"))
        : Optional.empty();
  }

  /** Of a subscriber of this branch. */
  Map<String, String> attributes(Sql sql, AccountNumber account) {
    Map<String, String> attributes = new HashMap<>();
    sql.run(
            """
            select c.kind, a.plan from account a join customer c on c.id = a.customer_id
            where a.number = $1
            """,
            account.value())
        .forEach(row -> {
          attributes.put(CUSTOMER_KIND, row.getString("kind"));
          attributes.put(PLAN, row.getString("plan"));
        });
    return attributes;
  }
}
