package org.sbms.branch.equipment;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** What the warehouse does with items by hand. */
final class StockHandlers {
  static final RefusalCode RECEIVED_BEFORE =
      new RefusalCode("received-before", RefusalCode.Category.CONFLICT);

  private final Stock stock;
  private final Clock clock;

  StockHandlers(Stock stock, Clock clock) {
    this.stock = stock;
    this.clock = clock;
  }

  Outcome<ReceiveItems.Received> receive(Command<ReceiveItems> command, Tx tx) {
    List<GoodsItem> items = command.operation().items();
    List<FieldError> known = known(tx, items);
    if (!known.isEmpty()) {
      return Outcome.refused(
          new Refusal(
              RECEIVED_BEFORE, "Some items were received before: none was taken in.", known));
    }
    List<String> inserted = stock.insert(tx, items, cause(command, command.operation().note()));
    if (inserted.size() < items.size()) {
      throw new org.sbms.kit.db.TryAgainException("an item was received at the same time");
    }
    return Outcome.done(new ReceiveItems.Received(items.size()));
  }

  Outcome<StockItem> move(Command<MoveItem> command, Tx tx) {
    MoveItem move = command.operation();
    Optional<StockItem> item = stock.lock(tx, move.serial());
    if (item.isEmpty()) {
      return noItem(move.serial());
    }
    return StockDecisions.obstacleByHand(item.get().state(), move.to())
        .<Outcome<StockItem>>map(Outcome::refused)
        .orElseGet(() ->
            Outcome.done(stock.move(tx, item.get(), move.to(), cause(command, move.reason()))));
  }

  Outcome<ShowItem.History> show(Caller caller, ShowItem question, Sql sql) {
    return stock
        .find(sql, question.serial())
        .map(item -> Outcome.done(new ShowItem.History(item, stock.moves(sql, question.serial()))))
        .orElseGet(() -> noItem(question.serial()));
  }

  /** What is wrong with items in themselves; paths are {@code items[3].serial}. */
  static List<FieldError> problems(List<GoodsItem> items) {
    if (items.isEmpty() || items.size() > ReceiveItems.MAX_ITEMS) {
      return List.of(
          new FieldError("items", "must be 1 to " + ReceiveItems.MAX_ITEMS + " items at a time"));
    }
    List<FieldError> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String path = "items[" + i + "].";
      problems.addAll(Serials.problems(path, items.get(i)));
      if (!seen.add(items.get(i).serial())) {
        problems.add(new FieldError(path + "serial", "stands twice in this delivery"));
      }
    }
    return problems;
  }

  private List<FieldError> known(Tx tx, List<GoodsItem> items) {
    Set<String> known =
        new HashSet<>(
            tx.list(
                row -> row.getString("serial"),
                "select serial from stock_item where serial = any($1::text[])",
                (Object) items.stream().map(GoodsItem::serial).toArray(String[]::new)));
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (known.contains(items.get(i).serial())) {
        errors.add(new FieldError("items[" + i + "].serial", "was received before"));
      }
    }
    return errors;
  }

  private Stock.Cause cause(Command<?> command, String reason) {
    return new Stock.Cause(
        command.caller().actor().login(),
        reason,
        Optional.empty(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static <R> Outcome<R> noItem(String serial) {
    return Outcome.refused(
        RefusalCode.NOT_FOUND, "There is no item " + serial + " in this branch's stock.");
  }
}
