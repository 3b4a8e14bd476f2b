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
    return sql.list(ServiceOffers::toOffer, "select * from service_offer order by name, code");
  }

  List<ServiceOffer> sold(Sql sql, List<String> codes) {
    return sql.list(
        ServiceOffers::toOffer,
        "select * from service_offer where code = any($1::text[]) order by name, code",
        (Object) codes.toArray(String[]::new));
  }

  Optional<ServiceOffer> sold(Sql sql, String code) {
    return sql.one(ServiceOffers::toOffer, "select * from service_offer where code = $1", code);
  }

  List<ServiceOffer> of(Sql sql, AccountNumber account) {
    return sql.list(
        ServiceOffers::toOffer,
        """
        select s.* from account_service l join service_offer s on s.code = l.service
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
