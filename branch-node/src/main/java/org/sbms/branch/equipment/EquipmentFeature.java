package org.sbms.branch.equipment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.ShowEquipment;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with the stock, and who has which equipment. */
public final class EquipmentFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "equipment";

  public static final Permission VIEW = new Permission("stock.view");
  public static final Permission KEEP = new Permission("stock.keep");

  private static final int MAX_REASON = 200;

  private final Stock stock = new Stock();
  private final Installations installations = new Installations(stock);
  private final StockHandlers handlers;

  public EquipmentFeature(Clock clock) {
    this.handlers = new StockHandlers(stock, clock);
  }

  public Stock stock() {
    return stock;
  }

  public Installations installations() {
    return installations;
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("receive-items", ReceiveItems.class, ReceiveItems.Received.class, KEEP)
            .checkedBy(EquipmentFeature::problems)
            .handledBy(handlers::receive));
    operations.register(
        OperationSpec.of("move-item", MoveItem.class, StockItem.class, KEEP)
            .checkedBy(move -> text("reason", move.reason(), 1))
            .handledBy(handlers::move));
    operations.register(
        OperationSpec.of("show-item", ShowItem.class, ShowItem.History.class, VIEW)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of("browse-stock", BrowseStock.class, BrowseStock.Rows.class, VIEW)
            .checkedBy(question ->
                Stock.sorts(question.sort())
                    ? List.of()
                    : List.of(new FieldError("sort", "is no column to sort by")))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseStock.Rows(stock.browse(sql, question)))));
    operations.register(
        OperationSpec.of(
                "show-equipment",
                ShowEquipment.class,
                ShowEquipment.Equipment.class,
                PartyFeature.VIEW)
            .placedAt(question -> NodeId.of(question.account().home()))
            .answeredBy((_, question, sql) ->
                installations
                    .of(sql, question.account())
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(
                            RefusalCode.NOT_FOUND,
                            "There is no subscriber " + question.account() + "."))));
  }

  private static List<FieldError> problems(ReceiveItems receive) {
    List<FieldError> problems = new ArrayList<>(StockHandlers.problems(receive.items()));
    problems.addAll(text("note", receive.note(), 0));
    return problems;
  }

  private static List<FieldError> text(String field, String text, int least) {
    int length = text.strip().length();
    if (length < least || length > MAX_REASON) {
      return List.of(
          new FieldError(field, "must be " + least + " to " + MAX_REASON + " characters"));
    }
    return text.chars().anyMatch(Character::isISOControl)
        ? List.of(new FieldError(field, "must be one line of text"))
        : List.of();
  }
}
