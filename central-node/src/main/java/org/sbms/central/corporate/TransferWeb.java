package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.PAY;
import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import io.vertx.ext.web.FileUpload;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.WorkOnJobs.Jobs;
import org.sbms.central.corporate.WorkOnJobs.ListJobs;
import org.sbms.central.corporate.WorkOnJobs.ListTransfers;
import org.sbms.central.corporate.WorkOnJobs.RegisterTransfer;
import org.sbms.central.corporate.WorkOnJobs.Share;
import org.sbms.central.corporate.WorkOnJobs.ShowTransfer;
import org.sbms.central.corporate.WorkOnJobs.SpreadByDebt;
import org.sbms.central.corporate.WorkOnJobs.SpreadFile;
import org.sbms.central.corporate.WorkOnJobs.SpreadTyped;
import org.sbms.central.csv.CsvText;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** The pages of a client's transfers and of how they are spread. */
final class TransferWeb implements WebFeature {
  private static final String TRANSFERS = CorporateWeb.CLIENTS + "/:id/transfers";
  private static final String TRANSFER = TRANSFERS + "/:transfer";
  private static final String AMOUNT = "amount-";

  /** A form may have 500 fields; whoever needs more sends a file. */
  static final int MAX_TYPED = 400;

  private static final int SHOWN = 200;

  private final Executor executor;
  private final Gathering gathering;
  private final Clock clock;

  TransferWeb(Executor executor, Gathering gathering, Clock clock) {
    this.executor = executor;
    this.gathering = gathering;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.get(TRANSFERS, VIEW, request -> transfers(request, Form.blank()))
        .post(TRANSFERS, PAY, this::register)
        .get(TRANSFER, VIEW, request -> transfer(request, Form.blank(), Form.blank(), List.of()))
        .post(TRANSFER + "/debt", PAY, this::byDebt)
        .post(TRANSFER + "/file", PAY, this::byFile)
        .get(TRANSFER + "/typed", PAY, request -> typedForm(request, Form.blank()))
        .post(TRANSFER + "/typed", PAY, this::typed);
  }

  private PageResponse transfers(PageRequest request, Form form) {
    return ClientWeb.withId(
        request,
        id ->
            view(
                request,
                id,
                view -> {
                  if (form.text("receivedOn").isEmpty()) {
                    form.with(
                        "receivedOn",
                        LocalDate.now(clock.withZone(request.texts().zone())).toString());
                  }
                  return PageResponse.of(
                      executor.run(
                          request.caller(), Request.query(new ListTransfers(id, 0, SHOWN))),
                      found ->
                          new PageResponse.Page(
                              wrong(form) ? 422 : 200,
                              "corporate/transfers",
                              new PageModels.TransfersPage(view, found.items(), form)));
                }));
  }

  private PageResponse register(PageRequest request) {
    Form form = request.form();
    Optional<Money> amount =
        form.required("amount", text -> Money.parse(plain(text), Money.currencyOf(currency(form))));
    Optional<LocalDate> day = form.required("receivedOn", JobWeb::day);
    if (amount.isEmpty() || day.isEmpty()) {
      return transfers(request, form);
    }
    return ClientWeb.withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new RegisterTransfer(id, amount.get(), form.text("reference"), day.get()),
                        form.key())),
                form,
                request.texts(),
                transfer -> PageResponse.redirect(path(transfer)),
                again -> transfers(request, again)));
  }

  private static String currency(Form form) {
    return form.text("currency").isEmpty() ? "RUB" : form.text("currency");
  }

  /** People write a comma, and blanks between thousands. */
  static String plain(String amount) {
    return amount.replaceAll("[\\s\u00a0\u202f]", "").replace(',', '.');
  }

  static String path(Transfer transfer) {
    return CorporateWeb.CLIENTS + "/" + transfer.client() + "/transfers/" + transfer.id();
  }

  private PageResponse transfer(
      PageRequest request, Form debt, Form file, List<Refusal.FieldError> mistakes) {
    return withTransfer(
        request,
        (view, transfer) ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ListJobs(transfer.client(), Optional.of(transfer.id()), 0, SHOWN))),
                (Jobs jobs) ->
                    new PageResponse.Page(
                        wrong(debt) || wrong(file) ? 422 : 200,
                        "corporate/transfer",
                        new PageModels.TransferPage(
                            view,
                            transfer,
                            jobs.items(),
                            debt,
                            file,
                            ClientWeb.parents(view, Optional.empty()),
                            rests(request),
                            mistakes))));
  }

  private static Map<String, String> rests(PageRequest request) {
    Map<String, String> rests = new LinkedHashMap<>();
    Arrays.stream(SpreadDecisions.Rest.values())
        .forEach(rest -> rests.put(rest.name(), request.texts().of("corporate.rest", rest)));
    return rests;
  }

  private PageResponse byDebt(PageRequest request) {
    Form form = request.form();
    Optional<UUID> department = form.optional("department", UUID::fromString);
    Optional<SpreadDecisions.Rest> rest = form.required("rest", SpreadDecisions.Rest::valueOf);
    if (rest.isEmpty()) {
      return transfer(request, form, Form.blank(), List.of());
    }
    return withTransfer(
        request,
        (view, transfer) -> {
          gathering.refresh(request.caller(), view.client().id(), Duration.ZERO);
          return drafted(
              request,
              form,
              executor.run(
                  request.caller(),
                  Request.command(
                      new SpreadByDebt(transfer.id(), department, rest.get()), form.key())),
              again -> transfer(request, again, Form.blank(), List.of()));
        });
  }

  private PageResponse byFile(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return transfer(request, Form.blank(), form.error("file", "must be chosen"), List.of());
    }
    String file = upload.get().fileName();
    return withTransfer(
        request,
        (_, transfer) -> {
          Outcome<Job> outcome =
              switch (CsvText.decode(file, MemberWeb.bytes(upload.get()))) {
                case Outcome.Done<String>(String csv) ->
                    executor.run(
                        request.caller(),
                        Request.command(new SpreadFile(transfer.id(), file, csv), form.key()));
                case Outcome.Refused<String>(Refusal refusal) -> Outcome.refused(refusal);
                case Outcome.Unknown<String>(String why) -> new Outcome.Unknown<>(why);
              };
          return drafted(
              request,
              form,
              outcome,
              again -> transfer(request, Form.blank(), again, MemberWeb.mistakes(outcome)));
        });
  }

  private PageResponse typedForm(PageRequest request, Form form) {
    return withTransfer(
        request,
        (view, transfer) -> {
          String department =
              form.text("department").isEmpty()
                  ? request.parameter("department")
                  : form.text("department");
          return PageResponse.of(
              executor.run(
                  request.caller(), Request.query(members(view, department, MAX_TYPED + 1))),
              rows -> {
                boolean cut = rows.items().size() > MAX_TYPED;
                return new PageResponse.Page(
                    wrong(form) ? 422 : 200,
                    "corporate/typed",
                    new PageModels.TypedPage(
                        view,
                        transfer,
                        cut ? rows.items().subList(0, MAX_TYPED) : rows.items(),
                        form,
                        ClientWeb.parents(view, Optional.empty()),
                        department,
                        cut));
              });
        });
  }

  private static BrowseMembers members(ClientView view, String department, int limit) {
    Optional<UUID> id =
        view.departments().stream()
            .map(ClientView.DepartmentRow::id)
            .filter(each -> each.toString().equals(department))
            .findFirst();
    return new BrowseMembers(view.client().id(), "", "", id, "", false, "balance", 0, limit);
  }

  private PageResponse typed(PageRequest request) {
    Form form = request.form();
    return withTransfer(
        request,
        (view, transfer) ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(members(view, form.text("department"), MAX_TYPED))),
                rows -> {
                  List<Share> shares = new ArrayList<>();
                  for (Member member : rows.items()) {
                    form.optional(
                            AMOUNT + member.account(),
                            text -> Money.parse(plain(text), transfer.amount().currency()))
                        .ifPresent(amount -> shares.add(new Share(member.account(), amount)));
                  }
                  return form.hasErrors()
                      ? typedForm(request, form)
                      : drafted(
                          request,
                          form,
                          executor.run(
                              request.caller(),
                              Request.command(new SpreadTyped(transfer.id(), shares), form.key())),
                          again -> typedForm(request, byAccount(again, shares)));
                }));
  }

  /** The operation knows its shares by number, the form by account. */
  private static Form byAccount(Form again, List<Share> shares) {
    for (int i = 0; i < shares.size(); i++) {
      String message = again.error("shares[" + i + "]");
      if (!message.isEmpty()) {
        again.error(AMOUNT + shares.get(i).account(), message);
      }
    }
    return again;
  }

  private static PageResponse drafted(
      PageRequest request, Form form, Outcome<Job> outcome, Function<Form, PageResponse> again) {
    return PageResponse.of(
        outcome, form, request.texts(), job -> PageResponse.redirect(JobWeb.path(job)), again);
  }

  private PageResponse view(PageRequest request, UUID id, Function<ClientView, PageResponse> page) {
    return PageResponse.of(executor.run(request.caller(), Request.query(new ShowClient(id))), page);
  }

  private interface Page {
    PageResponse of(ClientView view, Transfer transfer);
  }

  private PageResponse withTransfer(PageRequest request, Page page) {
    Optional<UUID> transfer = request.pathId("transfer");
    return ClientWeb.withId(
        request,
        id ->
            transfer.isEmpty()
                ? PageResponse.notFound("There is no such transfer.")
                : view(
                    request,
                    id,
                    view ->
                        PageResponse.of(
                            executor.run(
                                request.caller(), Request.query(new ShowTransfer(transfer.get()))),
                            found ->
                                found.client().equals(id)
                                    ? page.of(view, found)
                                    : PageResponse.notFound("There is no such transfer."))));
  }

  private static boolean wrong(Form form) {
    return form.hasErrors() || !form.alert().isEmpty();
  }
}
