package org.sbms.branch.equipment;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.ShowEquipment.Equipment;
import org.sbms.contract.goods.ShowEquipment.Installed;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

/**
 * What equipment our subscribers have. A SIM, a card or a box is also a number that its subscriber
 * is found by, and the two change together.
 */
public class Installations {
  private static final String UNKNOWN_MODEL = "-";

  private final Stock stock;

  public Installations(Stock stock) {
    this.stock = stock;
  }

  /**
   * The present items of a subscriber. One whose number alone was ever written down counts as well.
   */
  private static final String PRESENT =
      """
      select account, kind, model, serial, since, until, supplied_by, note
      from subscriber_equipment where until is null
      union all
      select i.account, i.kind, '-', i.value, null, null, null, ''
      from identifier i
      where i.kind in ('SIM', 'SMART_CARD', 'SET_TOP_BOX') and not exists (
        select from subscriber_equipment e where e.serial = i.value and e.until is null)
      """;

  Optional<Equipment> of(Sql sql, AccountNumber account) {
    Optional<String> name =
        sql.one(
            row -> row.getString("name"),
            "select name from account where number = $1",
            account.value());
    return name.map(found ->
        new Equipment(
            account,
            found,
            sql.list(
                Installations::toInstalled,
                """
                select * from (
                  select * from (%s) as present where account = $1
                  union all
                  select account, kind, model, serial, since, until, supplied_by, note
                  from subscriber_equipment where account = $1 and until is not null
                ) as items order by until desc nulls first, kind, serial limit 200
                """
                    .formatted(PRESENT),
                account.value())));
  }

  /** The item with that number, if the subscriber has it now. */
  public Optional<GoodsItem> present(Sql sql, AccountNumber account, String serial) {
    return sql.one(
        Installations::toGoods,
        "select * from (%s) as present where account = $1 and serial = $2".formatted(PRESENT),
        account.value(),
        serial);
  }

  /** Whether any of our subscribers has the item. */
  public boolean isInUse(Sql sql, String serial) {
    return sql.one(
            row -> row.getBoolean(0),
            "select exists (select from (%s) as present where serial = $1)".formatted(PRESENT),
            serial)
        .orElse(false);
  }

  /** The subscriber has the item from now on. */
  public void install(
      Tx tx, AccountNumber account, GoodsItem item, BranchCode suppliedBy, LocalDate day) {
    int written =
        tx.run(
                """
                insert into subscriber_equipment (account, kind, model, serial, since, supplied_by)
                values ($1, $2, $3, $4, $5, $6) on conflict do nothing
                """,
                account.value(),
                item.kind().name(),
                item.model(),
                item.serial(),
                day,
                suppliedBy.value())
            .rowCount();
    identify(tx, account, item, written);
  }

  /** The subscriber has it no more. */
  public void remove(Tx tx, AccountNumber account, GoodsItem item, String note, LocalDate day) {
    int known =
        tx.run(
                """
                update subscriber_equipment set until = $3, note = $4
                where account = $1 and serial = $2 and until is null
                """,
                account.value(),
                item.serial(),
                day,
                note)
            .rowCount();
    if (known == 0) {
      tx.run(
          """
          insert into subscriber_equipment (account, kind, model, serial, until, note)
          values ($1, $2, $3, $4, $5, $6)
          """,
          account.value(),
          item.kind().name(),
          item.model(),
          item.serial(),
          day,
          note);
    }
    tx.run(
        "delete from identifier where account = $1 and kind = $2 and value = $3",
        account.value(),
        item.kind().name(),
        item.serial());
  }

  /** Undoes {@link #remove}: the latest item of that number that went is there again. */
  public void restore(Tx tx, AccountNumber account, String serial) {
    GoodsItem item =
        tx.one(
                Installations::toGoods,
                """
                update subscriber_equipment set until = null, note = ''
                where id = (select max(id) from subscriber_equipment
                  where account = $1 and serial = $2 and until is not null)
                returning *
                """,
                account.value(),
                serial)
            .orElseThrow(() -> new IllegalStateException(account + " never had " + serial));
    identify(tx, account, item, 1);
  }

  /** An item of our own stock that somebody lost or had stolen must not come into service again. */
  public void blacklist(Tx tx, String serial, String by, String reason, Instant now) {
    stock
        .lock(tx, serial)
        .filter(item -> item.state() == StockState.ISSUED)
        .ifPresent(item ->
            stock.move(
                tx,
                item,
                StockState.BLACKLISTED,
                new Stock.Cause(by, reason, Optional.empty(), now)));
  }

  private static void identify(Tx tx, AccountNumber account, GoodsItem item, int written) {
    int identified =
        item.kind().identifies()
            ? tx.run(
                    """
                    insert into identifier (kind, value, account) values ($1, $2, $3)
                    on conflict do nothing
                    """,
                    item.kind().name(),
                    item.serial(),
                    account.value())
                .rowCount()
            : 1;
    if (written + identified < 2) {
      throw new TryAgainException(item.serial() + " came into use at the same time");
    }
  }

  private static Installed toInstalled(Row row) {
    return new Installed(
        toGoods(row),
        Optional.ofNullable(row.getLocalDate("since")),
        Optional.ofNullable(row.getLocalDate("until")),
        Optional.ofNullable(row.getString("supplied_by")).map(BranchCode::new),
        row.getString("note"));
  }

  private static GoodsItem toGoods(Row row) {
    return new GoodsItem(
        EquipmentKind.valueOf(row.getString("kind")),
        row.getString("model"),
        row.getString("serial"));
  }

  /** Whether the model of an item was ever written down. */
  public static boolean isModelKnown(GoodsItem item) {
    return !item.model().equals(UNKNOWN_MODEL);
  }
}
