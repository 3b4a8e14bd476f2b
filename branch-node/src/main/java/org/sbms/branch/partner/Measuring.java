package org.sbms.branch.partner;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.partner.BillDecisions.Measured;
import org.sbms.branch.pricing.Period;
import org.sbms.kit.db.Sql;
import org.sbms.kit.text.Language;

/**
 * What a partner's subscribers paid, were billed and are, day by day of their attachment. Days that
 * are over do not change any more, so neither does what is measured of them.
 */
final class Measuring {
  private Measuring() {}

  static List<Measured> of(
      Sql sql, String partner, List<ShareTerm> terms, Period period, Language language) {
    List<Measured> measured = new ArrayList<>();
    for (ShareTerm term : terms) {
      Optional<Period> days = term.within(period);
      if (days.isPresent()) {
        measured.add(
            new Measured(
                term,
                days.get(),
                productName(sql, term.product(), language),
                bases(sql, partner, term, days.get(), period)));
      }
    }
    return measured;
  }

  private static String productName(Sql sql, String product, Language language) {
    return sql.one(
            row -> row.getString(language == Language.RU ? "name_ru" : "name_en"),
            "select name_en, name_ru from product where code = $1",
            product)
        .orElse(product);
  }

  private static Map<String, Long> bases(
      Sql sql, String partner, ShareTerm term, Period days, Period period) {
    return switch (term.basis()) {
      case COLLECTED -> collected(sql, partner, days);
      case BILLED -> billed(sql, partner, term.product(), days);
      case SUBSCRIBERS -> {
        LocalDate last = period.until().minusDays(1);
        yield days.contains(last) ? served(sql, partner, term.product(), last) : Map.of();
      }
    };
  }

  /**
   * Balances moved against money that we have (101x to 105x), that another branch took for us
   * (1110) or a voucher that was paid before (2040): in, less what went back.
   */
  private static Map<String, Long> collected(Sql sql, String partner, Period days) {
    return sums(
        sql.list(
            Sum::of,
            """
            select s.account, sum(case when p.credit = '2010' then p.amount_minor
                else -p.amount_minor end)::bigint as minor
            from partner_subscriber s join ledger_posting p on p.subject = s.account
              and p.value_date >= greatest(s.since, $2::date)
              and p.value_date < least(coalesce(s.until, $3::date), $3::date)
            where s.partner = $1 and '2010' in (p.debit, p.credit)
              and case when p.credit = '2010' then p.debit else p.credit end
                ~ '^(10[1-5]|1110|2040)'
            group by 1 order by 1
            """,
            partner,
            days.from(),
            days.until()));
  }

  private static Map<String, Long> billed(Sql sql, String partner, String product, Period days) {
    return sums(
        sql.list(
            Sum::of,
            """
            select s.account, sum(c.net_minor)::bigint as minor
            from partner_subscriber s
            join invoice i on i.account = s.account
              and i.issued_on >= greatest(s.since, $2::date)
              and i.issued_on < least(coalesce(s.until, $3::date), $3::date)
            join charge c on c.account = i.account and c.invoice_id = i.id
            where s.partner = $1 and ($4 = '' or c.product = $4)
            group by 1 order by 1
            """,
            partner,
            days.from(),
            days.until(),
            product));
  }

  /** Who is in service on a day; of a product, who has an offer of which it is a part. */
  private static Map<String, Long> served(Sql sql, String partner, String product, LocalDate day) {
    return sums(
        sql.list(
            Sum::of,
            """
            select s.account, 1::bigint as minor
            from partner_subscriber s
            where s.partner = $1 and s.since <= $2 and (s.until is null or s.until > $2)
              and exists (select from account_state_period p where p.account = s.account
                and p.state = 'ACTIVE' and p.since <= $2 and (p.until is null or p.until > $2))
              and ($3 = '' or exists (select from subscription_item i
                join offer_price o on o.offer_kind = i.offer_kind and o.code = i.code
                  and o.version = i.version
                where i.account = s.account and o.product = $3
                  and i.since <= $2 and (i.until is null or i.until > $2)))
            order by 1
            """,
            partner,
            day,
            product));
  }

  private record Sum(String account, long minor) {
    static Sum of(Row row) {
      return new Sum(row.getString("account"), row.getLong("minor"));
    }
  }

  private static Map<String, Long> sums(List<Sum> found) {
    Map<String, Long> sums = new LinkedHashMap<>();
    found.forEach(sum -> {
      if (sum.minor() != 0) {
        sums.put(sum.account(), sum.minor());
      }
    });
    return sums;
  }
}
