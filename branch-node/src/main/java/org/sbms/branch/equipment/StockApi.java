package org.sbms.branch.equipment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.ShowEquipment;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of the warehouse, as openapi.yaml promises it. */
public final class StockApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public StockApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listStock", this::list)
        .api("receiveItems", this::receive)
        .api("importItems", this::importItems)
        .api("showItem", this::show)
        .api("moveItem", this::move)
        .api("showEquipment", this::equipment);
  }

  /** The body of a delivery. */
  record Delivery(List<GoodsItem> items, Optional<String> note) {}

  /** The body of a move. */
  record Move(StockState to, String reason) {}

  private ApiResponse list(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    BrowseStock question =
        new BrowseStock(
            Serials.normal(request.parameter("search").orElse("")),
            request.parameter("kind").map(EquipmentKind::parse),
            request.parameter("state").map(StockState::valueOf),
            "serial",
            false,
            offset,
            limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        rows ->
            ApiResponse.items(
                rows.items().stream().limit(limit).toList(),
                rows.items().size() > limit
                    ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                    : Optional.empty()));
  }

  private ApiResponse receive(ApiRequest request) {
    Delivery delivery = request.body(Delivery.class);
    List<GoodsItem> items =
        delivery.items().stream()
            .map(item -> new GoodsItem(item.kind(), item.model(), Serials.normal(item.serial())))
            .toList();
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(new ReceiveItems(items, delivery.note().orElse("")), request.key())),
        ApiResponse::created);
  }

  private ApiResponse importItems(ApiRequest request) {
    String file = request.parameter("file").orElse("file.csv");
    return switch (StockCsv.read(file, request.bytes())) {
      case Outcome.Refused<StockCsv.Delivery>(Refusal refusal) -> ApiResponse.refused(refusal);
      case Outcome.Done<StockCsv.Delivery>(StockCsv.Delivery delivery) -> {
        Outcome<ReceiveItems.Received> outcome =
            executor.run(
                request.caller(),
                Request.command(new ReceiveItems(delivery.items(), file), request.key()));
        yield outcome instanceof Outcome.Refused<ReceiveItems.Received>(Refusal refusal)
            ? ApiResponse.refused(delivery.located(refusal))
            : ApiResponse.of(outcome, ApiResponse::created);
      }
      case Outcome.Unknown<StockCsv.Delivery>(String why) -> throw new IllegalStateException(why);
    };
  }

  private ApiResponse show(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ShowItem(Serials.normal(request.pathPart("serial"))))),
        ApiResponse::ok);
  }

  private ApiResponse move(ApiRequest request) {
    Move move = request.body(Move.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new MoveItem(Serials.normal(request.pathPart("serial")), move.to(), move.reason()),
                // Without a key the item's own state refuses the same move again.
                request.key().isEmpty() ? UUID.randomUUID().toString() : request.key())),
        ApiResponse::ok);
  }

  private ApiResponse equipment(ApiRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return ApiResponse.refused(
          Refusal.of(
              RefusalCode.NOT_FOUND,
              request.pathPart("account") + " is no account number: is a digit mistyped?"));
    }
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowEquipment(account.get()))),
        equipment -> ApiResponse.items(equipment.items()));
  }
}
