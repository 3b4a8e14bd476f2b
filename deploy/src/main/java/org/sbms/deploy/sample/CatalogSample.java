package org.sbms.deploy.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/**
 * What the sample offers cost beside their monthly fees: calls, messages and data with allowances
 * and tiers, connection, films; and some promotions.
 */
final class CatalogSample {
  /** Seconds: 300 minutes free, 1.80 a started minute up to 1,000 more minutes, 1.20 beyond. */
  private static final String CALLS = "[{\"upTo\":60000,\"price\":\"0.03\"},{\"price\":\"0.02\"}]";

  private static final String MESSAGE = "[{\"price\":\"2.50\"}]";

  /** Megabytes: 10 GB free, the next 40 GB at 0.10, then 0.05. */
  private static final String DATA = "[{\"upTo\":40960,\"price\":\"0.10\"},{\"price\":\"0.05\"}]";

  private CatalogSample() {}

  static void load(Connection connection, LocalDate today) throws SQLException {
    CopyRows fees =
        new CopyRows(
            "offer_price (offer_kind, code, version, line, product, price_kind, fee_minor)");
    CopyRows usage =
        new CopyRows(
            "offer_price (offer_kind, code, version, line, product, price_kind, unit, step_units,"
                + " tier_kind, tiers, allowance_units)");
    for (Tariffs.Offer plan : Tariffs.PLANS) {
      if (Tariffs.hasPhone(plan)) {
        usage(usage, plan, 2, "CALLS", "SECOND", 60, CALLS, 18_000);
        usage(usage, plan, 3, "SMS", "EVENT", 1, MESSAGE, 50);
        usage(usage, plan, 4, "DATA", "MEGABYTE", 1, DATA, 10_240);
      }
      if (Tariffs.hasTelevision(plan)) {
        fees.add("PLAN", plan.code(), 1, 5, "VOD", "PER_EVENT", 199_00);
        fees.add("PLAN", plan.code(), 1, 6, "PPV", "PER_EVENT", 349_00);
      }
    }
    fees.send(connection);
    usage.send(connection);
    promotions(connection, today);
  }

  private static void usage(
      CopyRows rows,
      Tariffs.Offer plan,
      int line,
      String product,
      String unit,
      long step,
      String tiers,
      long allowance) {
    rows.add(
        "PLAN",
        plan.code(),
        1,
        line,
        product,
        "PER_UNIT",
        unit,
        step,
        "GRADUATED",
        tiers,
        allowance);
  }

  private static void promotions(Connection connection, LocalDate today) throws SQLException {
    CopyRows promotions =
        new CopyRows(
            "promotion (code, name_en, name_ru, discount, percent, amount_minor, currency, cycles,"
                + " valid_from, bundle, by_code)");
    LocalDate from = today.withDayOfYear(1);
    promotions.add(
        "WELCOME-50",
        "Half price to begin with",
        "Полцены для начала",
        "PERCENT",
        50,
        null,
        Tariffs.CURRENCY,
        3,
        from,
        false,
        false);
    promotions.add(
        "KINO-SPORT",
        "Cinema and sport together",
        "Кино и спорт вместе",
        "FIXED",
        null,
        100_00,
        Tariffs.CURRENCY,
        null,
        from,
        true,
        false);
    promotions.add(
        "FRIENDS",
        "A friend's code",
        "Код друга",
        "INSTEAD",
        null,
        199_00,
        Tariffs.CURRENCY,
        6,
        from,
        false,
        true);
    promotions.send(connection);
    CopyRows offers = new CopyRows("promotion_offer (promotion, offer_kind, code)");
    for (String plan : List.of("TV-BASE", "TV-PREMIUM", "NET-100", "NET-500")) {
      offers.add("WELCOME-50", "PLAN", plan);
    }
    offers.add("KINO-SPORT", "SERVICE", "TV-KINO");
    offers.add("KINO-SPORT", "SERVICE", "TV-SPORT");
    offers.add("FRIENDS", "PLAN", "TV-BASE");
    offers.send(connection);
    CopyRows codes = new CopyRows("promotion_code (code, promotion, most_uses)");
    codes.add("DRUG-2026", "FRIENDS", 100);
    codes.send(connection);
  }
}
