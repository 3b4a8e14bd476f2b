package org.sbms.branch.voucher;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
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
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Batches, one batch with its vouchers, one voucher, redeeming at the desk, and the ageing. */
public final class VoucherPages implements WebFeature {
  static final TableSpec<ListBatches.Row> BATCHES =
      new TableSpec<>(
          "voucher.batches",
          "-made",
          List.of(
              Column.of(
                  "number",
                  row ->
                      new Cell.TwoLines(
                          row.batch().number(),
                          row.batch().offer(),
                          "/vouchers/batches/" + row.batch().id())),
              Column.<ListBatches.Row>of(
                      "kind", row -> new Cell.Badge("voucher.kind." + row.batch().kind(), "blue"))
                  .wideOnly(),
              Column.<ListBatches.Row>of("made", row -> new Cell.Time(row.batch().madeAt()))
                  .sortedBy("made_at")
                  .wideOnly(),
              Column.<ListBatches.Row>of(
                      "validUntil", row -> new Cell.Day(row.batch().validUntil()))
                  .wideOnly(),
              Column.<ListBatches.Row>of(
                      "stored", row -> new Cell.Count(row.count(VoucherState.STORED)))
                  .end()
                  .wideOnly(),
              Column.<ListBatches.Row>of(
                      "active", row -> new Cell.Count(row.count(VoucherState.ACTIVE)))
                  .end()
                  .wideOnly(),
              Column.<ListBatches.Row>of(
                      "redeemed", row -> new Cell.Count(row.count(VoucherState.REDEEMED)))
                  .end()
                  .wideOnly(),
              Column.<ListBatches.Row>of("pieces", row -> new Cell.Count(row.batch().pieces()))
                  .end(),
              Column.<ListBatches.Row>of("face", row -> new Cell.Amount(row.batch().face())).end()),
          List.of(new Filter.Search("text")));

  static final TableSpec<Voucher> VOUCHERS =
      new TableSpec<>(
          "voucher.list",
          "serial",
          List.of(
              Column.<Voucher>of(
                      "serial",
                      row -> new Cell.Link(row.serial(), "/vouchers/serials/" + row.serial()))
                  .sortedBy("position"),
              Column.<Voucher>of("buyer", row -> Cell.text(row.buyer())).wideOnly(),
              Column.<Voucher>of("account", VoucherPages::account).wideOnly(),
              Column.<Voucher>of("changed", row -> new Cell.Time(row.changedAt())).wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("voucher.state." + row.state(), colour(row.state())))),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "voucher.state",
                  Arrays.stream(VoucherState.values()).map(Enum::name).toList())));

  private final Executor executor;
  private final VoucherFeature feature;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  public VoucherPages(
      Executor executor, VoucherFeature feature, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.feature = feature;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.messages("voucher")
        .menu(
            new MenuEntry(
                "/vouchers/redemption", "voucher.menu.redeem", "ticket", 24, VoucherFeature.REDEEM))
        .menu(new MenuEntry("/vouchers", "voucher.menu", "gift-card", 25, VoucherFeature.VIEW))
        .get("/vouchers", VoucherFeature.VIEW, this::batches)
        .get("/vouchers/new", VoucherFeature.MAKE, request -> newBatch(request, Form.blank(), 200))
        .post("/vouchers/new", VoucherFeature.MAKE, this::make)
        .get("/vouchers/ageing", VoucherFeature.VIEW, request -> ageing(request, Form.blank(), 200))
        .post("/vouchers/ageing", VoucherFeature.SELL, this::pay)
        .get(
            "/vouchers/redemption",
            VoucherFeature.REDEEM,
            request -> redemption(Form.blank().with("account", request.parameter("account")), 200))
        .post("/vouchers/redemption", VoucherFeature.REDEEM, this::redeem)
        .get(
            "/vouchers/batches/:id",
            VoucherFeature.VIEW,
            request -> withId(request, id -> batch(request, id, Form.blank(), 200)))
        .post("/vouchers/batches/:id/pins", VoucherFeature.MAKE, this::takeOut)
        .post("/vouchers/batches/:id/hand-out", VoucherFeature.SELL, this::handOut)
        .get(
            "/vouchers/serials/:serial",
            VoucherFeature.VIEW,
            request -> voucher(request, Form.blank(), 200))
        .post(
            "/vouchers/serials/:serial/block",
            VoucherFeature.SELL,
            request -> change(request, BlockVoucher::new))
        .post(
            "/vouchers/serials/:serial/unblock",
            VoucherFeature.SELL,
            request -> change(request, UnblockVoucher::new));
  }

  public record NewPage(Map<String, String> kinds, String currency, Form form) {}

  public record BatchPage(ListBatches.Row row, Table<Voucher> vouchers, Form form) {}

  public record VoucherPage(Voucher voucher, Form form) {}

  public record RedeemPage(Form form) {}

  public record AgeingPage(ShowVoucherAgeing.Ageing ageing, String currency, Form form) {}

  public static String colour(VoucherState state) {
    return switch (state) {
      case STORED -> "secondary";
      case ACTIVE -> "blue";
      case REDEEMED -> "green";
      case BLOCKED -> "red";
      case EXPIRED -> "yellow";
    };
  }

  private PageResponse batches(PageRequest request) {
    return request.table(
        BATCHES,
        query ->
            rows(
                    request,
                    new ListBatches(
                        query.filter("text"), query.descending(), query.offset(), query.limit()))
                .map(ListBatches.Batches::items)
                .orElse(List.of()),
        table -> PageResponse.page("voucher/batches", table));
  }

  private PageResponse newBatch(PageRequest request, Form form, int status) {
    if (form.text("pinTemplate").isEmpty()) {
      form.with("pinTemplate", "9999-9999-9999-9999")
          .with("validUntil", today.get().plusYears(1).toString());
    }
    return new PageResponse.Page(
        status,
        "voucher/make",
        new NewPage(kinds(request.texts()), currency.getCurrencyCode(), form));
  }

  private PageResponse make(PageRequest request) {
    Form form = request.form();
    Optional<VoucherKind> kind = form.required("kind", VoucherPages::kind);
    Optional<Money> face = form.required("face", text -> Money.parse(plain(text), currency));
    Optional<String> template = form.required("pinTemplate", text -> text);
    Optional<Integer> pieces = form.required("pieces", VoucherPages::number);
    Optional<LocalDate> validUntil = form.required("validUntil", VoucherPages::day);
    if (form.hasErrors()) {
      return newBatch(request, form, 422);
    }
    MakeVouchers asked =
        new MakeVouchers(
            kind.orElseThrow(),
            face.orElseThrow(),
            form.text("offer"),
            template.orElseThrow(),
            pieces.orElseThrow(),
            validUntil.orElseThrow());
    return PageResponse.of(
        executor.run(request.caller(), Request.command(asked, form.key())),
        form,
        request.texts(),
        batch -> PageResponse.redirect("/vouchers/batches/" + batch.id()),
        again -> newBatch(request, again, 422));
  }

  private PageResponse batch(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowBatch(id))),
        row ->
            request.table(
                VOUCHERS,
                query -> vouchers(request, id, query),
                table ->
                    new PageResponse.Page(
                        status, "voucher/batch", new BatchPage(row, table, form))));
  }

  private List<Voucher> vouchers(PageRequest request, UUID id, TableQuery query) {
    return rows(
            request,
            new ListVouchers(
                id,
                query.filter("text"),
                Optional.of(query.filter("state"))
                    .filter(state -> !state.isEmpty())
                    .map(VoucherState::valueOf),
                query.descending(),
                query.offset(),
                query.limit()))
        .map(ListVouchers.Vouchers::items)
        .orElse(List.of());
  }

  private PageResponse takeOut(PageRequest request) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          return PageResponse.of(
              executor.run(request.caller(), Request.command(new TakeOutPins(id), form.key())),
              form,
              request.texts(),
              sealed ->
                  PageResponse.csv("vouchers-" + sealed.number() + ".csv", feature.opened(sealed)),
              again -> batch(request, id, again, 422));
        });
  }

  private PageResponse handOut(PageRequest request) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          Optional<Integer> first = form.required("first", VoucherPages::number);
          Optional<Integer> last = form.required("last", VoucherPages::number);
          Optional<String> buyer = form.required("buyer", text -> text);
          if (form.hasErrors()) {
            return batch(request, id, form, 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.command(
                      new HandOutVouchers(
                          id, first.orElseThrow(), last.orElseThrow(), buyer.orElseThrow()),
                      form.key())),
              form,
              request.texts(),
              out ->
                  PageResponse.redirect(
                      "/vouchers/batches/" + id,
                      request.texts().t("voucher.handed-out", out.pieces(), out.buyer())),
              again -> batch(request, id, again, 422));
        });
  }

  private PageResponse voucher(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowVoucher(request.pathPart("serial")))),
        voucher -> new PageResponse.Page(status, "voucher/show", new VoucherPage(voucher, form)));
  }

  private interface Change {
    Operation<Voucher> of(String serial, String reason);
  }

  private PageResponse change(PageRequest request, Change change) {
    Form form = request.form();
    String serial = request.pathPart("serial");
    return PageResponse.of(
        executor.run(
            request.caller(), Request.command(change.of(serial, form.text("reason")), form.key())),
        form,
        request.texts(),
        voucher -> PageResponse.redirect("/vouchers/serials/" + voucher.serial()),
        again -> voucher(request, again, 422));
  }

  /** The PIN is never shown again, not even to who typed it. */
  private static PageResponse redemption(Form form, int status) {
    return new PageResponse.Page(status, "voucher/redeem", new RedeemPage(form.with("pin", "")));
  }

  private PageResponse redeem(PageRequest request) {
    Form form = request.form();
    Optional<AccountNumber> account = form.required("account", AccountNumber::new);
    Optional<String> pin = form.required("pin", text -> text);
    if (account.isEmpty() || pin.isEmpty()) {
      return redemption(form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new RedeemVoucher(account.get(), pin.get()), form.key())),
        form,
        request.texts(),
        voucher ->
            PageResponse.redirect(
                "/subscribers/" + voucher.account(),
                request.texts().t("voucher.redeemed", request.texts().money(voucher.face()))),
        again -> redemption(again, 422));
  }

  private PageResponse ageing(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowVoucherAgeing())),
        ageing ->
            new PageResponse.Page(
                status,
                "voucher/ageing",
                new AgeingPage(ageing, currency.getCurrencyCode(), form)));
  }

  private PageResponse pay(PageRequest request) {
    Form form = request.form();
    Optional<String> buyer = form.required("buyer", text -> text);
    Optional<Money> amount = form.required("amount", text -> Money.parse(plain(text), currency));
    Optional<String> reference = form.required("reference", text -> text);
    if (form.hasErrors()) {
      return ageing(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new PayForVouchers(
                    buyer.orElseThrow(), amount.orElseThrow(), reference.orElseThrow()),
                form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect("/vouchers/ageing", request.texts().t("voucher.paid")),
        again -> ageing(request, again, 422));
  }

  private <R> Optional<R> rows(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<R>(R found)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static Cell account(Voucher voucher) {
    return voucher.account().isEmpty()
        ? Cell.missing()
        : new Cell.Link(voucher.account(), "/subscribers/" + voucher.account());
  }

  private static Map<String, String> kinds(Texts texts) {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (VoucherKind kind : VoucherKind.values()) {
      kinds.put(kind.name(), texts.t("voucher.kind." + kind));
    }
    return kinds;
  }

  private static VoucherKind kind(String text) {
    return Arrays.stream(VoucherKind.values())
        .filter(kind -> kind.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be one of the list"));
  }

  private static int number(String text) {
    if (text.matches("[0-9]{1,6}")) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("must be a whole number");
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException("must be a day", wrong);
    }
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such batch."));
  }
}
