package org.sbms.branch.supply;

import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** The table of what other branches handed out to our subscribers. */
public class Charges {

  public Map<Charge.Id, Charge> lock(Tx tx, Collection<Charge.Id> ids) {
    List<Charge.Id> list = List.copyOf(ids);
    Map<Charge.Id, Charge> charges = new HashMap<>();
    for (Charge charge :
        tx.list(
            Charges::toCharge,
            """
            select c.* from goods_charge c
            join unnest($1::text[], $2::uuid[]) as t (origin, goods_id) using (origin, goods_id)
            order by origin, goods_id for update of c
            """,
            list.stream().map(id -> id.origin().value()).toArray(String[]::new),
            list.stream().map(Charge.Id::goodsId).toArray(UUID[]::new))) {
      charges.put(charge.id(), charge);
    }
    return charges;
  }

  public Optional<Charge> find(Sql sql, Charge.Id id) {
    return sql.one(
        Charges::toCharge,
        "select * from goods_charge where origin = $1 and goods_id = $2",
        id.origin().value(),
        id.goodsId());
  }

  /**
   * Writes a charge for the first time. When another transaction wrote it since it was looked for,
   * everything starts over and finds it.
   */
  public void insert(Tx tx, Charge charge) {
    int inserted =
        tx.run(
                """
                insert into goods_charge (origin, goods_id, account, serial, state, order_body,
                  origin_number, home_number, settlement_day, at, reason, detail, issued_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                on conflict do nothing
                """,
                charge.id().origin().value(),
                charge.id().goodsId(),
                charge.order().account().value(),
                charge.order().item().serial(),
                charge.state().name(),
                Json.write(charge.order()),
                charge.originNumber(),
                charge.homeNumber(),
                charge.settlementDay(),
                charge.at().atOffset(ZoneOffset.UTC),
                charge.reason(),
                charge.detail(),
                charge.issuedBy())
            .rowCount();
    if (inserted == 0) {
      throw new TryAgainException("goods came twice at the same time");
    }
  }

  public void update(Tx tx, Charge charge) {
    tx.run(
        """
        update goods_charge set state = $3, origin_number = $4, home_number = $5,
          settlement_day = $6, at = $7, reason = $8, detail = $9
        where origin = $1 and goods_id = $2
        """,
        charge.id().origin().value(),
        charge.id().goodsId(),
        charge.state().name(),
        charge.originNumber(),
        charge.homeNumber(),
        charge.settlementDay(),
        charge.at().atOffset(ZoneOffset.UTC),
        charge.reason(),
        charge.detail());
  }

  private static Charge toCharge(Row row) {
    return new Charge(
        new Charge.Id(new BranchCode(row.getString("origin")), row.getUUID("goods_id")),
        Json.read(row.getString("order_body"), GoodsOrder.class),
        GoodsState.valueOf(row.getString("state")),
        row.getLong("origin_number"),
        row.getLong("home_number"),
        row.getLocalDate("settlement_day"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("issued_by"));
  }
}
