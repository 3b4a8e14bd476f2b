package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.reference.NationalPlans;
import org.sbms.contract.Money;
import org.sbms.kit.db.Tx;

/**
 * Puts central's plans among the branch's own, where they are sold like those and changed by nobody
 * here. Each row of reference data is a version from its first day on; who has a plan keeps its
 * version.
 */
final class NationalOffers {
  /** For a plan without a first day: before anybody had one. */
  private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 1);

  private final Supplier<List<NationalPlans.Version>> plans;
  private final Currency currency;
  private volatile @Nullable List<NationalPlans.Version> written;

  NationalOffers(Supplier<List<NationalPlans.Version>> plans, Currency currency) {
    this.plans = plans;
    this.currency = currency;
  }

  /** Writes what has changed since the last time; and each time, which are on sale today. */
  void write(Tx tx, LocalDate today) {
    List<NationalPlans.Version> now = plans.get();
    List<NationalPlans.Version> ours =
        now.stream().filter(plan -> plan.monthlyFee().currency().equals(currency)).toList();
    if (!now.equals(written)) {
      byCode(ours).forEach((code, versions) -> write(tx, code, versions));
      tx.afterCommit(() -> written = now);
    }
    sell(tx, ours, today);
  }

  private static Map<String, List<NationalPlans.Version>> byCode(
      List<NationalPlans.Version> plans) {
    return plans.stream()
        .collect(
            Collectors.groupingBy(NationalPlans.Version::code, TreeMap::new, Collectors.toList()));
  }

  private static void write(Tx tx, String code, List<NationalPlans.Version> versions) {
    NationalPlans.Version last = versions.getLast();
    int written =
        tx.run(
                """
                insert into rate_plan (code, name, monthly_fee_minor, currency, sold, national)
                values ($1, $2, $3, $4, false, true)
                on conflict (code) do update set name = excluded.name where rate_plan.national
                """,
                code,
                last.name().ru(),
                last.monthlyFee().minor(),
                last.monthlyFee().currencyCode())
            .rowCount();
    if (written == 0) {
      // A plan of the branch's own has this code, and stays what it is.
      return;
    }
    List<NationalPlans.Version> inOrder = new ArrayList<>(versions);
    inOrder.sort(Comparator.comparing(version -> version.from().orElse(ALWAYS)));
    inOrder.forEach(version -> write(tx, version));
  }

  private static void write(Tx tx, NationalPlans.Version plan) {
    Money fee = plan.monthlyFee();
    int version =
        tx.one(
                row -> row.getInteger("version"),
                """
                insert into offer_version (offer_kind, code, version, valid_from, state, existing,
                  monthly_fee_minor, changed_by, changed_at, published_by, published_at)
                values ('PLAN', $1, coalesce((select max(version) from offer_version
                    where offer_kind = 'PLAN' and code = $1), 0) + 1,
                  $2, 'PUBLISHED', 'KEEP', $3, 'central', now(), 'central', now())
                on conflict (offer_kind, code, valid_from) where state = 'PUBLISHED'
                do update set monthly_fee_minor = excluded.monthly_fee_minor
                returning version
                """,
                plan.code(),
                plan.from().orElse(ALWAYS),
                fee.minor())
            .orElseThrow();
    tx.run(
        """
        insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
          months, timing)
        values ('PLAN', $1, $2, 1, $3, 'RECURRING', $4, 1, 'ADVANCE')
        on conflict (offer_kind, code, version, line) do update set fee_minor = excluded.fee_minor
        """,
        plan.code(),
        version,
        product(plan.kind()),
        fee.minor());
  }

  private static String product(String kind) {
    return switch (kind) {
      case "mobile" -> "TELEPHONY";
      case "internet" -> "BROADBAND";
      default -> "BOUQUET";
    };
  }

  private static void sell(Tx tx, List<NationalPlans.Version> plans, LocalDate today) {
    String[] sold =
        plans.stream()
            .filter(plan -> plan.from().map(from -> !from.isAfter(today)).orElse(true))
            .filter(plan -> plan.until().map(until -> today.isBefore(until)).orElse(true))
            .map(NationalPlans.Version::code)
            .distinct()
            .toArray(String[]::new);
    tx.run(
        """
        update rate_plan set sold = (code = any($1::text[]))
        where national and sold <> (code = any($1::text[]))
        """,
        (Object) sold);
  }
}
