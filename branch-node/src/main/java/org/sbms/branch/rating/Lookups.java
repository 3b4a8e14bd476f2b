package org.sbms.branch.rating;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.pricing.Unit;
import org.sbms.kit.db.Sql;

/** What rating reads of others, a set at a time. */
final class Lookups {
  private final OfferCatalog catalog = new OfferCatalog();
  private final BillingTerms terms;
  private volatile @Nullable Tariff known;

  Lookups(BillingTerms terms) {
    this.terms = terms;
  }

  /** Prices as they are now; kept while the catalogue and the kinds stay the same. */
  Tariff tariff(Sql sql) {
    OfferCatalog.Snapshot now = catalog.snapshot(sql);
    Map<String, Tariff.Kind> kinds = kinds(sql);
    Tariff before = known;
    if (before != null && before.catalog() == now && before.kinds().equals(kinds)) {
      return before;
    }
    Tariff fresh = new Tariff(now, kinds);
    known = fresh;
    return fresh;
  }

  static Map<String, Tariff.Kind> kinds(Sql sql) {
    Map<String, Tariff.Kind> kinds = new HashMap<>();
    sql.run("select kind, product, unit from usage_kind")
        .forEach(row ->
            kinds.put(
                row.getString("kind"),
                new Tariff.Kind(row.getString("product"), Unit.valueOf(row.getString("unit")))));
    return kinds;
  }

  /** Identifiers and offers are known for all days. */
  Resolving.Facts facts(Sql sql, Collection<UsageEvent> events) {
    Set<String> identifiers = new HashSet<>();
    events.forEach(event -> identifiers.add(event.identifier()));
    Owners owners = new Owners(accounts(sql, identifiers), changing(sql, identifiers));
    Set<String> numbers = owners.accounts();
    return new Resolving.Facts(owners, had(sql, numbers), terms.anchors(sql, numbers));
  }

  /** Few numbers change hands; of those that did, all who had them. */
  private static Map<String, List<Owners.Time>> changing(Sql sql, Set<String> identifiers) {
    Map<String, List<Owners.Time>> changing = new HashMap<>();
    sql.run(
            """
            with past as (select * from identifier_past where value = any($1::text[]))
            select value, account, since, until from past
            union all
            select value, account, since, null from identifier i
            where value in (select value from past)
            """,
            (Object) identifiers.toArray(String[]::new))
        .forEach(row ->
            changing
                .computeIfAbsent(row.getString("value"), _ -> new ArrayList<>())
                .add(
                    new Owners.Time(
                        row.getString("account"), moment(row, "since"), moment(row, "until"))));
    return changing;
  }

  private static Optional<Instant> moment(Row row, String column) {
    @Nullable OffsetDateTime at = row.getOffsetDateTime(column);
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }

  private static Map<String, String> accounts(Sql sql, Set<String> identifiers) {
    Map<String, String> accounts = HashMap.newHashMap(identifiers.size());
    sql.run(
            """
            select value, min(account) as account from identifier where value = any($1::text[])
            group by value having count(distinct account) = 1
            """,
            (Object) identifiers.toArray(String[]::new))
        .forEach(row -> accounts.put(row.getString(0), row.getString(1)));
    String[] rest =
        identifiers.stream()
            .filter(identifier -> !accounts.containsKey(identifier))
            .map(identifier -> identifier.toUpperCase(Locale.ROOT))
            .toArray(String[]::new);
    if (rest.length > 0) {
      sql.run("select number from account where number = any($1::text[])", (Object) rest)
          .forEach(
              row -> accounts.put(row.getString(0).toLowerCase(Locale.ROOT), row.getString(0)));
    }
    return accounts;
  }

  private static Map<String, List<Had>> had(Sql sql, Set<String> accounts) {
    Map<String, List<Had>> had = HashMap.newHashMap(accounts.size());
    Map<Offered, OfferKey> keys = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select account, offer_kind, code, version, since, until from subscription_item
            where account = any($1::text[])
            """,
            (Object) accounts.toArray(String[]::new))) {
      OfferKey offer =
          keys.computeIfAbsent(
              new Offered(row.getString(1), row.getString(2)),
              key -> new OfferKey(OfferKind.valueOf(key.kind), key.code));
      had.computeIfAbsent(row.getString(0), _ -> new ArrayList<>(4))
          .add(
              new Had(
                  offer,
                  row.getInteger(3),
                  row.getLocalDate(4),
                  Optional.ofNullable((LocalDate) row.getLocalDate(5))));
    }
    return had;
  }

  private record Offered(String kind, String code) {}
}
