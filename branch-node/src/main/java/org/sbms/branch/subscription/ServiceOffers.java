package org.sbms.branch.subscription;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Services beside the plans, and who has which. */
final class ServiceOffers {

  List<ServiceOffer> sold(Sql sql) {
    return sql.list(
        ServiceOffers::toOffer, "select * from service_offer where sold order by name, code");
  }

  List<ServiceOffer> sold(Sql sql, List<String> codes) {
    return sql.list(
        ServiceOffers::toOffer,
        """
        select * from service_offer where code = any($1::text[]) and sold order by name, code
        """,
        (Object) codes.toArray(String[]::new));
  }

  Optional<ServiceOffer> sold(Sql sql, String code) {
    return sql.one(
        ServiceOffers::toOffer, "select * from service_offer where code = $1 and sold", code);
  }

  /** With the fees of the versions, or the own prices, that the subscriber has. */
  List<ServiceOffer> of(Sql sql, AccountNumber account) {
    return sql.list(
        ServiceOffers::toOffer,
        """
        select s.code, s.name, s.currency,
          coalesce(i.price_minor, v.monthly_fee_minor, s.monthly_fee_minor) as monthly_fee_minor
        from account_service l join service_offer s on s.code = l.service
        left join subscription_item i on i.account = l.account and i.offer_kind = 'SERVICE'
          and i.code = l.service and i.until is null
        left join offer_version v on v.offer_kind = 'SERVICE' and v.code = i.code
          and v.version = i.version
        where l.account = $1 order by s.name
        """,
        account.value());
  }

  void add(Tx tx, AccountNumber account, List<ServiceOffer> services, LocalDate since) {
    tx.run(
        """
        insert into account_service (account, service, since)
        select $1, service, $3 from unnest($2::text[]) as service
        """,
        account.value(),
        services.stream().map(ServiceOffer::code).toArray(String[]::new),
        since);
  }

  void remove(Tx tx, AccountNumber account, String service) {
    tx.run(
        "delete from account_service where account = $1 and service = $2",
        account.value(),
        service);
  }

  private static ServiceOffer toOffer(Row row) {
    return new ServiceOffer(
        row.getString("code"),
        row.getString("name"),
        new Money(
            row.getLong("monthly_fee_minor"), Currency.getInstance(row.getString("currency"))));
  }
}
