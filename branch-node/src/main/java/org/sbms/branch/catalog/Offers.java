package org.sbms.branch.catalog;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Offers and their versions in their tables. */
final class Offers {
  /** Plans and services as one, for lists and look-ups. */
  private static final String ALL =
      """
      (select 'PLAN' as kind, code, name, monthly_fee_minor, currency, national, sold from rate_plan
       union all
       select 'SERVICE', code, name, monthly_fee_minor, currency, false, sold from service_offer) o
      """;

  /** What a list may be sorted by; nothing else gets into the SQL. */
  private static final Map<String, String> SORTS =
      Map.of(
          "name",
          "o.name",
          "code",
          "o.code",
          "fee",
          "o.monthly_fee_minor",
          "kind",
          "o.kind",
          "subscribers",
          "subscribers");

  /** Which table an offer's own row stands in. */
  private static String table(OfferKind kind) {
    return switch (kind) {
      case PLAN -> "rate_plan";
      case SERVICE -> "service_offer";
    };
  }

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  List<BrowseOffers.Line> browse(Sql sql, BrowseOffers question) {
    return sql.list(
        Offers::toLine,
        """
        select o.*, v.version, d.version as draft, coalesce(h.subscribers, 0) as subscribers
        from %s
        left join lateral (select version from offer_version f
          where f.offer_kind = o.kind and f.code = o.code and f.in_force
          order by f.valid_from desc limit 1) v on true
        left join offer_version d on d.offer_kind = o.kind and d.code = o.code
          and d.state = 'DRAFT'
        left join (select offer_kind, code, count(*) as subscribers from subscription_item
          where until is null group by offer_kind, code) h
          on h.offer_kind = o.kind and h.code = o.code
        where ($1 = '' or o.name ilike '%%' || $1 || '%%' or o.code ilike '%%' || $1 || '%%')
          and ($2 = '' or o.kind = $2) and ($3::boolean is null or o.sold = $3)
        order by %s %s, o.kind, o.code limit $4 offset $5
        """
            .formatted(ALL, SORTS.get(question.sort()), question.descending() ? "desc" : "asc"),
        escaped(question.text()),
        question.kind().map(Enum::name).orElse(""),
        question.sold().orElse(null),
        question.limit(),
        question.offset());
  }

  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static BrowseOffers.Line toLine(Row row) {
    return new BrowseOffers.Line(
        OfferKind.valueOf(row.getString("kind")),
        row.getString("code"),
        row.getString("name"),
        new Money(
            row.getLong("monthly_fee_minor"), Currency.getInstance(row.getString("currency"))),
        row.getBoolean("national"),
        row.getBoolean("sold"),
        Optional.ofNullable(row.getInteger("version")),
        row.getInteger("draft") != null,
        row.getLong("subscribers"));
  }

  /** Names of all offers, for choosing from. */
  Map<OfferKey, String> names(Sql sql) {
    Map<OfferKey, String> names = new java.util.LinkedHashMap<>();
    sql.run("select kind, code, name from " + ALL + " order by kind, name")
        .forEach(row ->
            names.put(
                new OfferKey(OfferKind.valueOf(row.getString("kind")), row.getString("code")),
                row.getString("name")));
    return names;
  }

  Optional<Offer> find(Sql sql, OfferKey offer) {
    return sql.one(
        row -> toOffer(row, versions(sql, offer, Currency.getInstance(row.getString("currency")))),
        "select * from " + ALL + " where o.kind = $1 and o.code = $2",
        offer.kind().name(),
        offer.code());
  }

  /** The same, and nobody else changes it until the transaction ends. */
  Optional<Offer> lock(Tx tx, OfferKey offer) {
    tx.run("select from " + table(offer.kind()) + " where code = $1 for update", offer.code());
    return find(tx, offer);
  }

  private static Offer toOffer(Row row, List<Offer.Version> versions) {
    return new Offer(
        OfferKind.valueOf(row.getString("kind")),
        row.getString("code"),
        row.getString("name"),
        row.getString("currency"),
        row.getBoolean("national"),
        row.getBoolean("sold"),
        versions);
  }

  private static List<Offer.Version> versions(Sql sql, OfferKey offer, Currency currency) {
    Map<Integer, List<OfferLine>> lines = new HashMap<>();
    sql.run(
            "select p.version, "
                + PriceRows.COLUMNS
                + " from offer_price p where p.offer_kind = $1 and p.code = $2 order by p.line",
            offer.kind().name(),
            offer.code())
        .forEach(row ->
            lines
                .computeIfAbsent(row.getInteger("version"), _ -> new ArrayList<>())
                .add(OfferLine.of(PriceRows.toLine(row, currency))));
    Map<Integer, Map<String, List<String>>> eligibility = new HashMap<>();
    sql.run(
            """
            select version, attribute, value from offer_eligibility
            where offer_kind = $1 and code = $2 order by attribute, value
            """,
            offer.kind().name(),
            offer.code())
        .forEach(row ->
            eligibility
                .computeIfAbsent(row.getInteger("version"), _ -> new TreeMap<>())
                .computeIfAbsent(row.getString("attribute"), _ -> new ArrayList<>())
                .add(row.getString("value")));
    return sql.list(
        row -> {
          int version = row.getInteger("version");
          return toVersion(
              row,
              currency,
              lines.getOrDefault(version, List.of()),
              eligibility.getOrDefault(version, Map.of()));
        },
        """
        select v.*, (select count(*) from subscription_item i
          where i.offer_kind = v.offer_kind and i.code = v.code and i.version = v.version
            and i.until is null) as subscribers
        from offer_version v where v.offer_kind = $1 and v.code = $2 order by v.version desc
        """,
        offer.kind().name(),
        offer.code());
  }

  private static Offer.Version toVersion(
      Row row, Currency currency, List<OfferLine> lines, Map<String, List<String>> eligibility) {
    return new Offer.Version(
        row.getInteger("version"),
        OfferVersion.State.valueOf(row.getString("state")),
        row.getLocalDate("valid_from"),
        OfferVersion.Existing.valueOf(row.getString("existing")),
        row.getString("note"),
        new Money(row.getLong("monthly_fee_minor"), currency),
        lines,
        eligibility,
        row.getString("changed_by"),
        row.getOffsetDateTime("changed_at").toInstant(),
        Optional.ofNullable(row.getString("published_by")),
        Optional.ofNullable(row.getOffsetDateTime("published_at")).map(OffsetDateTime::toInstant),
        row.getBoolean("in_force"),
        row.getLong("subscribers"));
  }

  /** A new offer, which nobody can take before its first version's day. */
  void insert(Tx tx, OfferKey offer, String name, Currency currency) {
    tx.run(
        "insert into "
            + table(offer.kind())
            + " (code, name, monthly_fee_minor, currency, sold) values ($1, $2, 0, $3, false)",
        offer.code(),
        name,
        currency.getCurrencyCode());
  }

  void rename(Tx tx, OfferKey offer, String name) {
    tx.run("update " + table(offer.kind()) + " set name = $2 where code = $1", offer.code(), name);
  }

  void setSold(Tx tx, OfferKey offer, boolean sold) {
    tx.run("update " + table(offer.kind()) + " set sold = $2 where code = $1", offer.code(), sold);
  }

  /** Writes the draft anew. */
  void putDraft(
      Tx tx,
      OfferKey offer,
      int version,
      SaveDraft draft,
      List<PriceLine> lines,
      Money monthlyFee,
      String by,
      Instant now) {
    dropDraft(tx, offer);
    tx.run(
        """
        insert into offer_version (offer_kind, code, version, valid_from, state, existing,
          monthly_fee_minor, note, changed_by, changed_at)
        values ($1, $2, $3, $4, 'DRAFT', $5, $6, $7, $8, $9)
        """,
        offer.kind().name(),
        offer.code(),
        version,
        draft.validFrom(),
        draft.existing().name(),
        monthlyFee.minor(),
        draft.note().strip(),
        by,
        now.atOffset(ZoneOffset.UTC));
    PriceRows.insert(tx, offer, version, lines);
    draft
        .eligibility()
        .forEach((attribute, values) ->
            tx.write(
                """
                insert into offer_eligibility (offer_kind, code, version, attribute, value)
                select $1, $2, $3, $4, unnest($5::text[])
                """,
                offer.kind().name(),
                offer.code(),
                version,
                attribute,
                values.stream().distinct().toArray(String[]::new)));
  }

  void dropDraft(Tx tx, OfferKey offer) {
    tx.run(
        "delete from offer_version where offer_kind = $1 and code = $2 and state = 'DRAFT'",
        offer.kind().name(),
        offer.code());
  }

  void publish(Tx tx, OfferKey offer, int version, String by, Instant now) {
    tx.run(
        """
        update offer_version set state = 'PUBLISHED', published_by = $4, published_at = $5
        where offer_kind = $1 and code = $2 and version = $3 and state = 'DRAFT'
        """,
        offer.kind().name(),
        offer.code(),
        version,
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  /**
   * Acts on the days that have come: what is sold costs what the version says from then on. Who has
   * the offer is moved by whoever keeps subscriptions, if the version says so.
   */
  void bringIntoForce(Tx tx, LocalDate today) {
    List<OfferKey> due =
        tx.list(
            row ->
                new OfferKey(OfferKind.valueOf(row.getString("offer_kind")), row.getString("code")),
            """
            update offer_version set in_force = true
            where state = 'PUBLISHED' and not in_force and valid_from <= $1
            returning offer_kind, code
            """,
            today);
    for (OfferKey offer : due.stream().distinct().toList()) {
      tx.run(
          """
          update %s set sold = %s, monthly_fee_minor =
            (select v.monthly_fee_minor from offer_version v
             where v.offer_kind = $1 and v.code = $2 and v.in_force
             order by v.valid_from desc limit 1)
          where code = $2
          """
              // Central says when its plans are sold.
              .formatted(
                  table(offer.kind()),
                  offer.kind() == OfferKind.PLAN ? "sold or not national" : "true"),
          offer.kind().name(),
          offer.code());
    }
  }
}
