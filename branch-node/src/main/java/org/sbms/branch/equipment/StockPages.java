package org.sbms.branch.equipment;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The warehouse: what lies there, what comes in, what became of an item. */
public final class StockPages implements WebFeature {
  private static final TableSpec<StockItem> TABLE =
      new TableSpec<>(
          "stock.list",
          "-changed",
          List.of(
              Column.<StockItem>of(
                      "serial",
                      row ->
                          new Cell.TwoLines(
                              row.item().serial(),
                              row.item().model(),
                              "/stock/" + row.item().serial()))
                  .sortedBy("serial"),
              Column.<StockItem>of(
                      "kind",
                      row -> new Cell.Badge("equipment.kind." + row.item().kind(), "secondary"))
                  .wideOnly(),
              Column.<StockItem>of("model", row -> new Cell.Text(row.item().model()))
                  .sortedBy("model")
                  .wideOnly(),
              Column.<StockItem>of(
                  "state",
                  row -> new Cell.Badge("stock.state." + row.state(), colour(row.state()))),
              Column.<StockItem>of("received", row -> new Cell.Time(row.receivedAt()))
                  .sortedBy("received_at")
                  .wideOnly(),
              Column.<StockItem>of("changed", row -> new Cell.Time(row.changedAt()))
                  .sortedBy("changed_at")
                  .wideOnly()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("kind", "equipment.kind", names(EquipmentKind.values())),
              new Filter.Choice("state", "stock.state", names(StockState.values()))));

  private final Executor executor;

  public StockPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("equipment")
        .menu(new MenuEntry("/stock", "stock.menu", "packages", 31, EquipmentFeature.VIEW))
        .get("/stock", EquipmentFeature.VIEW, this::list)
        .get("/stock/receive", EquipmentFeature.KEEP, this::receiveForm)
        .post("/stock/receive", EquipmentFeature.KEEP, this::receive)
        .post("/stock/import", EquipmentFeature.KEEP, this::importFile)
        .get("/stock/:serial", EquipmentFeature.VIEW, this::show)
        .post("/stock/:serial/move", EquipmentFeature.KEEP, this::move);
  }

  /**
   * @param mistakes in an uploaded file, by place
   */
  public record ReceivePage(
      Form form, Form fileForm, Map<String, String> kinds, List<FieldError> mistakes) {}

  /**
   * @param moves what the keeper may make of it
   */
  public record ItemPage(ShowItem.History history, Map<String, String> moves, Form form) {}

  public static String colour(StockState state) {
    return switch (state) {
      case IN_STOCK -> "green";
      case RESERVED, RETURNED -> "yellow";
      case ISSUED -> "blue";
      case FAULTY, BLACKLISTED -> "red";
    };
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("equipment/list", table));
  }

  private List<StockItem> rows(PageRequest request, TableQuery query) {
    BrowseStock question =
        new BrowseStock(
            Serials.normal(query.filter("text")),
            choice(query.filter("kind")).map(EquipmentKind::valueOf),
            choice(query.filter("state")).map(StockState::valueOf),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseStock.Rows>(BrowseStock.Rows rows)
        ? rows.items()
        : List.of();
  }

  private static Optional<String> choice(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private PageResponse receiveForm(PageRequest request) {
    return receivePage(request, Form.blank(), Form.blank(), List.of(), 200);
  }

  private PageResponse receive(PageRequest request) {
    Form form = request.form();
    Optional<EquipmentKind> kind = form.required("kind", EquipmentKind::valueOf);
    Optional<String> model = form.required("model", text -> text);
    Optional<List<String>> serials = form.required("serials", StockPages::serials);
    if (kind.isEmpty() || model.isEmpty() || serials.isEmpty()) {
      return receivePage(request, form, Form.blank(), List.of(), 422);
    }
    List<GoodsItem> items =
        serials.get().stream()
            .map(serial -> new GoodsItem(kind.get(), model.get(), serial))
            .toList();
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new ReceiveItems(items, form.text("note")), form.key())),
        form,
        request.texts(),
        received -> done(request.texts(), received),
        again -> receivePage(request, bySerial(again, items), Form.blank(), List.of(), 422));
  }

  /** Says which serial number is wrong, and in what, since all of them share one field. */
  private static Form bySerial(Form form, List<GoodsItem> items) {
    for (int i = 0; i < items.size(); i++) {
      String message = form.error("items[" + i + "].serial");
      if (!message.isEmpty()) {
        return form.error("serials", message)
            .alert((form.alert() + " " + items.get(i).serial()).strip());
      }
      form.error("items[" + i + "].model").lines().forEach(wrong -> form.error("model", wrong));
    }
    return form;
  }

  private PageResponse importFile(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return receivePage(
          request, Form.blank(), form.error("file", "must be chosen"), List.of(), 422);
    }
    return switch (StockCsv.read(upload.get().fileName(), bytes(upload.get()))) {
      case Outcome.Refused<StockCsv.Delivery>(Refusal refusal) -> mistaken(request, form, refusal);
      case Outcome.Done<StockCsv.Delivery>(StockCsv.Delivery delivery) -> {
        ReceiveItems receive = new ReceiveItems(delivery.items(), delivery.file());
        yield switch (executor.run(request.caller(), Request.command(receive, form.key()))) {
          case Outcome.Done<ReceiveItems.Received>(ReceiveItems.Received received) ->
              done(request.texts(), received);
          case Outcome.Refused<ReceiveItems.Received>(Refusal refusal) ->
              mistaken(request, form, delivery.located(refusal));
          case Outcome.Unknown<ReceiveItems.Received>(String why) ->
              new PageResponse.NotKnownYet(why);
        };
      }
      case Outcome.Unknown<StockCsv.Delivery>(String why) -> throw new IllegalStateException(why);
    };
  }

  private PageResponse mistaken(PageRequest request, Form form, Refusal refusal) {
    Form again =
        form.refused(
            Refusal.of(refusal.code(), refusal.detail()), request.texts().refusal(refusal));
    return receivePage(request, Form.blank(), again, refusal.errors(), 422);
  }

  private static PageResponse done(Texts texts, ReceiveItems.Received received) {
    return PageResponse.redirect("/stock", texts.t("stock.received", received.count()));
  }

  private PageResponse receivePage(
      PageRequest request, Form form, Form fileForm, List<FieldError> mistakes, int status) {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (EquipmentKind kind : EquipmentKind.values()) {
      kinds.put(kind.name(), request.texts().of("equipment.kind", kind));
    }
    return new PageResponse.Page(
        status, "equipment/receive", new ReceivePage(form, fileForm, kinds, mistakes));
  }

  private PageResponse show(PageRequest request) {
    return show(request, Form.blank(), 200);
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ShowItem(Serials.normal(request.pathPart("serial"))))),
        history -> {
          Map<String, String> moves = new LinkedHashMap<>();
          for (StockState to : StockState.values()) {
            if (StockDecisions.byHand(history.item().state()).contains(to)) {
              moves.put(to.name(), request.texts().of("stock.state", to));
            }
          }
          return new PageResponse.Page(
              status, "equipment/item", new ItemPage(history, moves, form));
        });
  }

  private PageResponse move(PageRequest request) {
    Form form = request.form();
    Optional<StockState> to = form.required("to", StockState::valueOf);
    if (to.isEmpty()) {
      return show(request, form, 422);
    }
    String serial = Serials.normal(request.pathPart("serial"));
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new MoveItem(serial, to.get(), form.text("reason")), form.key())),
        form,
        request.texts(),
        item ->
            PageResponse.redirect(
                "/stock/" + item.item().serial(), request.texts().t("stock.moved")),
        again -> show(request, again, 422));
  }

  /** One serial number a line; a scanner ends each with a line break. */
  private static List<String> serials(String text) {
    return text.lines().map(Serials::normal).filter(serial -> !serial.isEmpty()).toList();
  }

  /** The kit keeps uploads in files and deletes them when the answer is out. */
  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
