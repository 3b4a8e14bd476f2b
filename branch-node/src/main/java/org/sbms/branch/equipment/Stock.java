package org.sbms.branch.equipment;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of the branch's own stock. Every change of state leaves a move. */
public class Stock {
  /** What a list may be sorted by; nothing else gets into the SQL. */
  private static final Map<String, String> SORTS =
      Map.of(
          "serial", "serial", "model", "model", "changed", "changed_at", "received", "received_at");

  /** Who changes an item, and why. */
  public record Cause(String by, String reason, Optional<UUID> goodsId, Instant at) {}

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  public Optional<StockItem> find(Sql sql, String serial) {
    return sql.one(Stock::toItem, "select * from stock_item where serial = $1", serial);
  }

  /** Reads an item that nobody else can change until the transaction ends. */
  public Optional<StockItem> lock(Tx tx, String serial) {
    return tx.one(Stock::toItem, "select * from stock_item where serial = $1 for update", serial);
  }

  /**
   * Takes new items in.
   *
   * @return the serials of those that are new; the others lie or lay here already
   */
  List<String> insert(Tx tx, List<GoodsItem> items, Cause cause) {
    List<String> inserted =
        tx.list(
            row -> row.getString("serial"),
            """
            insert into stock_item (serial, kind, model, state, received_at, changed_at)
            select t.*, 'IN_STOCK', $4, $4 from unnest($1::text[], $2::text[], $3::text[]) as t
            on conflict do nothing returning serial
            """,
            items.stream().map(GoodsItem::serial).toArray(String[]::new),
            items.stream().map(item -> item.kind().name()).toArray(String[]::new),
            items.stream().map(GoodsItem::model).toArray(String[]::new),
            cause.at().atOffset(ZoneOffset.UTC));
    tx.run(
        """
        insert into stock_move (serial, at, to_state, by, reason)
        select t.serial, $2, 'IN_STOCK', $3, $4 from unnest($1::text[]) as t (serial)
        """,
        inserted.toArray(String[]::new),
        cause.at().atOffset(ZoneOffset.UTC),
        cause.by(),
        cause.reason());
    return inserted;
  }

  /** Moves an item that was locked in this transaction. */
  public StockItem move(Tx tx, StockItem item, StockState to, Cause cause) {
    tx.run(
        "update stock_item set state = $2, changed_at = $3 where serial = $1",
        item.item().serial(),
        to.name(),
        cause.at().atOffset(ZoneOffset.UTC));
    @Nullable UUID goodsId = cause.goodsId().orElse(null);
    tx.run(
        """
        insert into stock_move (serial, at, from_state, to_state, by, reason, goods_id)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        item.item().serial(),
        cause.at().atOffset(ZoneOffset.UTC),
        item.state().name(),
        to.name(),
        cause.by(),
        cause.reason(),
        goodsId);
    return item.in(to, cause.at());
  }

  List<StockMove> moves(Sql sql, String serial) {
    return sql.list(
        row ->
            new StockMove(
                row.getOffsetDateTime("at").toInstant(),
                Optional.ofNullable(row.getString("from_state")).map(StockState::valueOf),
                StockState.valueOf(row.getString("to_state")),
                row.getString("by"),
                row.getString("reason"),
                Optional.ofNullable(row.getUUID("goods_id"))),
        "select * from stock_move where serial = $1 order by id desc limit 200",
        serial);
  }

  List<StockItem> browse(Sql sql, BrowseStock question) {
    return sql.list(
        Stock::toItem,
        """
        select * from stock_item
        where ($1 = '' or serial like '%%' || $1 || '%%' or model ilike '%%' || $1 || '%%')
          and ($2 = '' or kind = $2) and ($3 = '' or state = $3)
        order by %s %s, serial limit $4 offset $5
        """
            .formatted(SORTS.get(question.sort()), question.descending() ? "desc" : "asc"),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.kind().map(Enum::name).orElse(""),
        question.state().map(Enum::name).orElse(""),
        question.limit(),
        question.offset());
  }

  private static StockItem toItem(Row row) {
    return new StockItem(
        new GoodsItem(
            EquipmentKind.valueOf(row.getString("kind")),
            row.getString("model"),
            row.getString("serial")),
        StockState.valueOf(row.getString("state")),
        row.getOffsetDateTime("received_at").toInstant(),
        row.getOffsetDateTime("changed_at").toInstant());
  }
}
