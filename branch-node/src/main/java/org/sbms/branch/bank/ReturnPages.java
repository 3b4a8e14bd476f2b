package org.sbms.branch.bank;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.branch.bank.WorkOnReturns.AskReturn;
import org.sbms.branch.bank.WorkOnReturns.BankReturn;
import org.sbms.branch.bank.WorkOnReturns.DropReturn;
import org.sbms.branch.bank.WorkOnReturns.ListReturns;
import org.sbms.branch.bank.WorkOnReturns.RejectReturn;
import org.sbms.branch.bank.WorkOnReturns.ReturnState;
import org.sbms.branch.bank.WorkOnReturns.Returns;
import org.sbms.branch.bank.WorkOnReturns.SendReturns;
import org.sbms.branch.bank.WorkOnReturns.SentReturns;
import org.sbms.branch.bank.WorkOnReturns.ShowReturnFile;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableSpec;

/** Money that goes back to its payers, as a page and by the API. */
public final class ReturnPages implements WebFeature {
  static final String LIST = "/bank/returns";
  private static final int DEFAULT_LIMIT = 50;

  private static final TableSpec<BankReturn> TABLE =
      new TableSpec<>(
          "bank.returns",
          "number",
          List.of(
              Column.of(
                  "number",
                  row ->
                      new Cell.TwoLines(
                          Long.toString(row.number()),
                          row.reason(),
                          BankPages.LINES + "/" + row.line())),
              Column.<BankReturn>of("asked", row -> new Cell.Time(row.askedAt())).wideOnly(),
              Column.<BankReturn>of("askedBy", row -> Cell.text(row.askedBy())).wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("bank.return." + row.state(), colour(row.state()))),
              Column.<BankReturn>of("decidedBy", row -> Cell.text(row.decidedBy())).wideOnly(),
              Column.<BankReturn>of("file", ReturnPages::fileCell).wideOnly(),
              Column.<BankReturn>of("amount", row -> new Cell.Amount(row.amount())).end()),
          List.of(
              new Filter.Choice(
                  "state",
                  "bank.return",
                  Arrays.stream(ReturnState.values()).map(Enum::name).toList())));

  private final Executor executor;

  public ReturnPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(LIST, BankFeature.VIEW, request -> list(request, Form.blank(), 200))
        .post(LIST, BankFeature.PAY, this::send)
        .post(LIST + "/:id/dropping", BankFeature.WORK, this::drop)
        .post(LIST + "/:id/rejection", BankFeature.PAY, this::reject)
        .get(LIST + "/files/:id", BankFeature.PAY, this::file)
        .post(BankPages.LINES + "/:id/return", BankFeature.WORK, this::ask)
        .api("listBankReturns", this::listByApi)
        .api("askBankReturn", this::askByApi)
        .api("dropBankReturn", this::dropByApi)
        .api("rejectBankReturn", this::rejectByApi)
        .api("sendBankReturns", this::sendByApi)
        .api("showBankReturnFile", this::fileByApi);
  }

  /**
   * @param waiting what others asked for and the reader may send, as one file
   * @param own how many the reader asked for: another person sends them
   */
  public record ReturnsPage(Table<BankReturn> table, List<BankReturn> waiting, int own, Form form) {

    public Money total() {
      return waiting.stream().map(BankReturn::amount).reduce(Money::plus).orElseThrow();
    }

    public String ids() {
      return waiting.stream().map(one -> one.id().toString()).collect(Collectors.joining(","));
    }
  }

  static String colour(ReturnState state) {
    return switch (state) {
      case ASKED -> "yellow";
      case SENT -> "green";
      case DROPPED -> "secondary";
      case REJECTED -> "red";
    };
  }

  private static Cell fileCell(BankReturn row) {
    return row.file()
        .<Cell>map(file -> new Cell.Link("pain.001", LIST + "/files/" + file))
        .orElseGet(Cell::missing);
  }

  private PageResponse list(PageRequest request, Form form, int status) {
    List<BankReturn> asked =
        asked(
            request,
            new ListReturns(Optional.of(ReturnState.ASKED), 0, WorkOnReturns.MAX_OF_A_FILE));
    String login = request.caller().actor().login();
    List<BankReturn> waiting = asked.stream().filter(one -> !one.askedBy().equals(login)).toList();
    return request.table(
        TABLE,
        query ->
            asked(
                request,
                new ListReturns(
                    Optional.of(query.filter("state"))
                        .filter(state -> !state.isEmpty())
                        .map(ReturnState::valueOf),
                    query.offset(),
                    query.limit())),
        table ->
            new PageResponse.Page(
                status,
                "bank/returns",
                new ReturnsPage(table, waiting, asked.size() - waiting.size(), form)));
  }

  private List<BankReturn> asked(PageRequest request, ListReturns question) {
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<Returns>(Returns found)
        ? found.items()
        : List.of();
  }

  private PageResponse send(PageRequest request) {
    Form form = request.form();
    Optional<List<UUID>> ids = form.required("ids", ReturnPages::ids);
    return ids.isEmpty()
        ? list(request, form, 422)
        : PageResponse.of(
            executor.run(request.caller(), Request.command(new SendReturns(ids.get()), form.key())),
            form,
            request.texts(),
            sent -> PageResponse.redirect(LIST, sent(request.texts(), sent)),
            again -> list(request, again, 422));
  }

  private static String sent(Texts texts, SentReturns sent) {
    String went = texts.t("bank.returns.sent", sent.count(), texts.money(sent.total()));
    return sent.left().isEmpty()
        ? went
        : went
            + ". "
            + texts.t(
                "bank.returns.left",
                sent.left().stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static List<UUID> ids(String text) {
    List<UUID> ids = new ArrayList<>();
    for (String id : text.split(",", WorkOnReturns.MAX_OF_A_FILE + 1)) {
      ids.add(UUID.fromString(id.strip()));
    }
    return ids;
  }

  private PageResponse drop(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(new DropReturn(id), form.key())),
                form,
                request.texts(),
                dropped -> PageResponse.redirect(BankPages.LINES + "/" + dropped.line()),
                again -> list(request, again, 422)));
  }

  private PageResponse reject(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new RejectReturn(id, form.text("reason")), form.key())),
                form,
                request.texts(),
                rejected ->
                    PageResponse.redirect(
                        BankPages.LINES + "/" + rejected.line(),
                        request.texts().t("bank.returns.rejected.done")),
                again -> list(request, again, 422)));
  }

  private PageResponse ask(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new AskReturn(id, form.text("reason")), form.key())),
                form,
                request.texts(),
                asked ->
                    PageResponse.redirect(
                        BankPages.LINES + "/" + asked.line(),
                        request.texts().t("bank.returns.asked.done")),
                again -> list(request, again, 422)));
  }

  private PageResponse file(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowReturnFile(id))),
                file ->
                    new PageResponse.Download(
                        file.name(),
                        "application/xml",
                        file.xml().getBytes(StandardCharsets.UTF_8))));
  }

  private ApiResponse listByApi(ApiRequest request) {
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new ListReturns(
                    request.parameter("state").map(ReturnState::valueOf), offset, limit + 1))),
        found ->
            ApiResponse.items(
                found.items().stream().limit(limit).toList(),
                found.items().size() > limit
                    ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
                    : Optional.empty()));
  }

  private ApiResponse askByApi(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(request, id -> run(request, new AskReturn(id, reason)));
  }

  private ApiResponse dropByApi(ApiRequest request) {
    return withId(request, id -> run(request, new DropReturn(id)));
  }

  private ApiResponse rejectByApi(ApiRequest request) {
    String reason = request.body(JsonNode.class).path("reason").asText("");
    return withId(request, id -> run(request, new RejectReturn(id, reason)));
  }

  private ApiResponse sendByApi(ApiRequest request) {
    List<UUID> ids = new ArrayList<>();
    try {
      request.body(JsonNode.class).path("ids").forEach(id -> ids.add(UUID.fromString(id.asText())));
    } catch (IllegalArgumentException none) {
      return ApiResponse.refused(Refusal.invalid(List.of(new FieldError("ids", "must be ids"))));
    }
    return run(request, new SendReturns(ids));
  }

  private ApiResponse fileByApi(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowReturnFile(id))),
                ApiResponse::ok));
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())), ApiResponse::ok);
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "No " + request.pathPart("id") + " is here."));
    }
    return answer.apply(id);
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such return."));
  }
}
