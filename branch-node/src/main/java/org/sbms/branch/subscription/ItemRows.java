package org.sbms.branch.subscription;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;

/** Reads what a subscriber had when. */
final class ItemRows {
  private static final int MAX_SHOWN = 200;

  /** A stretch of days with one thing, as the corrections of the past see it. */
  record Stretch(
      long id,
      OfferKind kind,
      String code,
      LocalDate since,
      Optional<LocalDate> until,
      Optional<String> promotion,
      Optional<LocalDate> promotionUntil) {

    boolean contains(LocalDate day) {
      return !day.isBefore(since) && until.map(end -> day.isBefore(end)).orElse(true);
    }

    boolean isOpen() {
      return until.isEmpty();
    }

    boolean hasPromotionOn(LocalDate day) {
      return promotion.isPresent() && promotionUntil.map(end -> day.isBefore(end)).orElse(true);
    }
  }

  /** Of a locked account, in the order of days. */
  List<Stretch> stretches(Sql sql, AccountNumber account) {
    return sql.list(
        row ->
            new Stretch(
                row.getLong("id"),
                OfferKind.valueOf(row.getString("offer_kind")),
                row.getString("code"),
                row.getLocalDate("since"),
                Optional.ofNullable(row.getLocalDate("until")),
                Optional.ofNullable(row.getString("promotion")),
                Optional.ofNullable(row.getLocalDate("promotion_until"))),
        "select * from subscription_item where account = $1 order by since, id",
        account.value());
  }

  List<Subscribed.Item> latest(Sql sql, AccountNumber account) {
    return sql.list(
        ItemRows::toItem,
        """
        select i.*, coalesce(p.name, s.name) as name, coalesce(p.currency, s.currency) as currency,
          coalesce(i.price_minor, v.monthly_fee_minor, 0) as fee_minor
        from subscription_item i
        left join rate_plan p on i.offer_kind = 'PLAN' and p.code = i.code
        left join service_offer s on i.offer_kind = 'SERVICE' and s.code = i.code
        left join offer_version v on v.offer_kind = i.offer_kind and v.code = i.code
          and v.version = i.version
        where i.account = $1
        order by i.until is not null, i.since desc, i.offer_kind, i.code limit $2
        """,
        account.value(),
        MAX_SHOWN);
  }

  private static Subscribed.Item toItem(Row row) {
    return new Subscribed.Item(
        Subscribed.OfferKind.valueOf(row.getString("offer_kind")),
        row.getString("code"),
        row.getString("name"),
        row.getInteger("version"),
        row.getLocalDate("since"),
        Optional.ofNullable(row.getLocalDate("until")),
        new Money(row.getLong("fee_minor"), Currency.getInstance(row.getString("currency"))),
        row.getLong("price_minor") != null,
        Optional.ofNullable(row.getString("promotion")),
        Optional.ofNullable(row.getLocalDate("promotion_until")),
        Optional.ofNullable(row.getString("ended_reason")));
  }

  List<Subscribed.StatePeriod> states(Sql sql, AccountNumber account) {
    return sql.list(
        row ->
            new Subscribed.StatePeriod(
                SubscriberState.valueOf(row.getString("state")),
                row.getLocalDate("since"),
                Optional.ofNullable(row.getLocalDate("until"))),
        "select * from account_state_period where account = $1 order by since desc limit $2",
        account.value(),
        MAX_SHOWN);
  }
}
