package org.sbms.branch.supply;

import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of goods handed out here. */
public class Supplies {
  /** What a list may be sorted by; nothing else gets into the SQL. */
  private static final Map<String, String> SORTS =
      Map.of(
          "issued", "issued_at",
          "receipt", "receipt",
          "account", "account",
          "total", "(goods_minor + handling_minor)");

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  public long nextReceipt(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('goods_receipt_number')").orElseThrow();
  }

  public void insert(Tx tx, Supply supply) {
    GoodsPrice price = supply.price();
    Supply.Standing standing = supply.standing();
    tx.run(
        """
        insert into supply (id, receipt, account, home, kind, model, serial, replaced,
            replacement_reason, currency, goods_minor, handling_minor, home_of_goods_minor,
            home_of_handling_minor, method, state, confirmed, issued_at, issued_by, changed_at,
            origin_number, settlement_day)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22)
        """,
        supply.id(),
        supply.receipt(),
        orNull(supply.account().map(AccountNumber::value)),
        supply.home().value(),
        supply.item().kind().name(),
        supply.item().model(),
        supply.item().serial(),
        orNull(supply.replacement().map(Replacement::serial)),
        orNull(supply.replacement().map(gone -> gone.reason().name())),
        price.goods().currencyCode(),
        price.goods().minor(),
        price.handling().minor(),
        price.homeOfGoods().minor(),
        price.homeOfHandling().minor(),
        orNull(supply.method().map(PaymentMethod::wire)),
        standing.state().name(),
        standing.confirmed(),
        supply.issuedAt().atOffset(ZoneOffset.UTC),
        supply.issuedBy(),
        standing.changedAt().atOffset(ZoneOffset.UTC),
        supply.originNumber(),
        standing.settlementDay());
  }

  public void update(Tx tx, Supply supply) {
    Supply.Standing standing = supply.standing();
    tx.run(
        """
        update supply set state = $2, confirmed = $3, item_back = $4, changed_at = $5,
          home_number = $6, settlement_day = $7, reason = $8, detail = $9
        where id = $1
        """,
        supply.id(),
        standing.state().name(),
        standing.confirmed(),
        standing.itemBack(),
        standing.changedAt().atOffset(ZoneOffset.UTC),
        standing.homeNumber(),
        standing.settlementDay(),
        standing.reason(),
        standing.detail());
  }

  /** Locks in the order of the ids, so that two transactions never wait for each other. */
  public Map<UUID, Supply> lock(Tx tx, Collection<UUID> ids) {
    Map<UUID, Supply> supplies = new HashMap<>();
    for (Supply supply :
        tx.list(
            Supplies::toSupply,
            "select * from supply where id = any($1::uuid[]) order by id for update",
            (Object) ids.toArray(UUID[]::new))) {
      supplies.put(supply.id(), supply);
    }
    return supplies;
  }

  Optional<Supply> find(Sql sql, UUID id) {
    return sql.one(Supplies::toSupply, "select * from supply where id = $1", id);
  }

  List<Supply> browse(Sql sql, BrowseSupplies question) {
    return sql.list(
        Supplies::toSupply,
        """
        select * from supply
        where ($1 = '' or receipt ilike '%%' || $1 || '%%' or account ilike '%%' || $1 || '%%'
            or serial like '%%' || $1 || '%%')
          and ($2 = '' or state = $2)
          and (not $3 or state in ('REJECTED', 'REVERSED') and not item_back)
        order by %s %s, id limit $4 offset $5
        """
            .formatted(SORTS.get(question.sort()), question.descending() ? "desc" : "asc"),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.state().map(Enum::name).orElse(""),
        question.awaitingItem(),
        question.limit(),
        question.offset());
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }

  private static Supply toSupply(Row row) {
    String currency = row.getString("currency");
    return new Supply(
        row.getUUID("id"),
        row.getString("receipt"),
        Optional.ofNullable(row.getString("account")).map(AccountNumber::new),
        new BranchCode(row.getString("home")),
        new GoodsItem(
            EquipmentKind.valueOf(row.getString("kind")),
            row.getString("model"),
            row.getString("serial")),
        Optional.ofNullable(row.getString("replaced"))
            .map(serial ->
                new Replacement(
                    serial, ReplacementReason.valueOf(row.getString("replacement_reason")))),
        new GoodsPrice(
            Money.ofMinor(row.getLong("goods_minor"), currency),
            Money.ofMinor(row.getLong("handling_minor"), currency),
            Money.ofMinor(row.getLong("home_of_goods_minor"), currency),
            Money.ofMinor(row.getLong("home_of_handling_minor"), currency)),
        Optional.ofNullable(row.getString("method")).map(PaymentMethod::parse),
        row.getOffsetDateTime("issued_at").toInstant(),
        row.getString("issued_by"),
        row.getLong("origin_number"),
        new Supply.Standing(
            SupplyState.valueOf(row.getString("state")),
            row.getBoolean("confirmed"),
            row.getBoolean("item_back"),
            row.getOffsetDateTime("changed_at").toInstant(),
            row.getLong("home_number"),
            row.getLocalDate("settlement_day"),
            row.getString("reason"),
            row.getString("detail")));
  }
}
