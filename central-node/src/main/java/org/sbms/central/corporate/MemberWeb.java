package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.MANAGE;
import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.WorkOnMembers.AttachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.Attached;
import org.sbms.central.corporate.WorkOnMembers.DetachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.MoveSubscribers;
import org.sbms.central.corporate.WorkOnMembers.Moved;
import org.sbms.central.csv.CsvText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.TableQuery;

/** The pages of a client's subscribers. */
final class MemberWeb implements WebFeature {
  private static final String MEMBERS = CorporateWeb.CLIENTS + "/:id/subscribers";
  private static final String ATTACH = CorporateWeb.CLIENTS + "/:id/attach";

  private final Executor executor;
  private final Gathering gathering;
  private final Attaching attaching;
  private final Supplier<List<BranchCode>> branches;

  MemberWeb(
      Executor executor,
      Gathering gathering,
      Attaching attaching,
      Supplier<List<BranchCode>> branches) {
    this.executor = executor;
    this.gathering = gathering;
    this.attaching = attaching;
    this.branches = branches;
  }

  @Override
  public void addTo(Web web) {
    web.get(MEMBERS, VIEW, this::members)
        .get(ATTACH, MANAGE, request -> attachForm(request, Forms.blank()))
        .post(ATTACH, MANAGE, this::attach)
        .post(ATTACH + "/file", MANAGE, this::attachFile)
        .post(ATTACH + "/move", MANAGE, this::move)
        .post(ATTACH + "/detach", MANAGE, this::detach);
  }

  private record Forms(Form hand, Form file, Form change, List<Refusal.FieldError> mistakes) {
    static Forms blank() {
      return new Forms(Form.blank(), Form.blank(), Form.blank(), List.of());
    }

    boolean wrong() {
      return hand.hasErrors()
          || file.hasErrors()
          || change.hasErrors()
          || !(hand.alert() + file.alert() + change.alert()).isEmpty();
    }
  }

  private PageResponse members(PageRequest request) {
    return ClientWeb.withId(
        request,
        id -> {
          gathering.refresh(request.caller(), id, ClientWeb.FIGURES_KEPT);
          return view(
              request,
              id,
              view -> {
                DepartmentTree tree = tree(view);
                return request.table(
                    MemberColumns.spec(
                        branches.get(),
                        view.departments().stream().map(ClientView.DepartmentRow::path).toList()),
                    query -> rows(request, id, tree, query),
                    table ->
                        PageResponse.page(
                            "corporate/members", new PageModels.MembersPage(view, table)));
              });
        });
  }

  private List<Member> rows(PageRequest request, UUID id, DepartmentTree tree, TableQuery query) {
    return executor.run(request.caller(), Request.query(MemberColumns.asked(id, tree, query)))
            instanceof Outcome.Done<BrowseMembers.Rows>(BrowseMembers.Rows rows)
        ? rows.items()
        : List.of();
  }

  private PageResponse view(PageRequest request, UUID id, Function<ClientView, PageResponse> page) {
    return PageResponse.of(executor.run(request.caller(), Request.query(new ShowClient(id))), page);
  }

  private PageResponse attachForm(PageRequest request, Forms forms) {
    return ClientWeb.withId(
        request,
        id ->
            view(
                request,
                id,
                view ->
                    new PageResponse.Page(
                        forms.wrong() ? 422 : 200,
                        "corporate/attach",
                        new PageModels.AttachPage(
                            view,
                            forms.hand(),
                            forms.file(),
                            forms.change(),
                            ClientWeb.parents(view, Optional.empty()),
                            forms.mistakes()))));
  }

  private PageResponse attach(PageRequest request) {
    Form form = request.form();
    Optional<List<AccountNumber>> accounts = form.required("accounts", MemberWeb::accounts);
    Optional<UUID> department = form.optional("department", UUID::fromString);
    if (accounts.isEmpty()) {
      return attachForm(request, new Forms(form, Form.blank(), Form.blank(), List.of()));
    }
    return ClientWeb.withId(
        request,
        id ->
            PageResponse.of(
                attaching.attach(
                    request.caller(),
                    new AttachSubscribers(id, department, accounts.get()),
                    form.key()),
                form,
                request.texts(),
                attached -> done(request, id, attached),
                again ->
                    attachForm(
                        request,
                        new Forms(withAll(again), Form.blank(), Form.blank(), List.of()))));
  }

  /** What is wrong with which account stands under the one field that holds them all. */
  private static Form withAll(Form again) {
    again.fieldsInError().stream()
        .filter(field -> field.startsWith("accounts["))
        .findFirst()
        .ifPresent(field -> again.error("accounts", again.error(field)));
    return again;
  }

  private PageResponse done(PageRequest request, UUID id, Attached attached) {
    String said =
        attached.unverified() > 0
            ? request
                .texts()
                .t("corporate.attached.unverified", attached.attached(), attached.unverified())
            : request.texts().t("corporate.attached", attached.attached());
    return PageResponse.redirect(CorporateWeb.CLIENTS + "/" + id + "/subscribers", said);
  }

  private PageResponse attachFile(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      form.error("file", "must be chosen");
      return attachForm(request, new Forms(Form.blank(), form, Form.blank(), List.of()));
    }
    String file = upload.get().fileName();
    return ClientWeb.withId(
        request,
        id -> {
          Outcome<Attached> outcome =
              switch (CsvText.decode(file, bytes(upload.get()))) {
                case Outcome.Done<String>(String csv) ->
                    attaching.attach(request.caller(), id, file, csv, form.key());
                case Outcome.Refused<String>(Refusal refusal) -> Outcome.refused(refusal);
                case Outcome.Unknown<String>(String why) -> new Outcome.Unknown<>(why);
              };
          return PageResponse.of(
              outcome,
              form,
              request.texts(),
              attached -> done(request, id, attached),
              again ->
                  attachForm(
                      request, new Forms(Form.blank(), again, Form.blank(), mistakes(outcome))));
        });
  }

  static List<Refusal.FieldError> mistakes(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal.errors() : List.of();
  }

  /** The kit keeps uploads in files and deletes them when the answer is out. */
  static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private PageResponse move(PageRequest request) {
    Form form = request.form();
    Optional<UUID> department = form.optional("department", UUID::fromString);
    return change(
        request,
        form,
        (id, accounts) -> new MoveSubscribers(id, department, accounts),
        "corporate.moved");
  }

  private PageResponse detach(PageRequest request) {
    return change(request, request.form(), DetachSubscribers::new, "corporate.detached");
  }

  private PageResponse change(
      PageRequest request,
      Form form,
      java.util.function.BiFunction<UUID, List<AccountNumber>, Operation<Moved>> command,
      String said) {
    Optional<List<AccountNumber>> accounts = form.required("accounts", MemberWeb::accounts);
    if (accounts.isEmpty()) {
      return attachForm(request, new Forms(Form.blank(), Form.blank(), form, List.of()));
    }
    return ClientWeb.withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(command.apply(id, accounts.get()), form.key())),
                form,
                request.texts(),
                moved ->
                    PageResponse.redirect(
                        CorporateWeb.CLIENTS + "/" + id + "/subscribers",
                        request.texts().t(said, moved.accounts())),
                again ->
                    attachForm(request, new Forms(Form.blank(), Form.blank(), again, List.of()))));
  }

  /** Account numbers as people paste them: by blanks, commas, semicolons or lines. */
  static List<AccountNumber> accounts(String text) {
    List<AccountNumber> accounts = new ArrayList<>();
    for (String part : text.split("[\\s,;]+")) {
      if (!part.isEmpty()) {
        accounts.add(
            AccountNumber.tryParse(part)
                .orElseThrow(() -> new IllegalArgumentException(part + " is no account number")));
      }
    }
    return accounts;
  }

  static DepartmentTree tree(ClientView view) {
    return DepartmentTree.of(
        view.departments().stream()
            .map(row -> new Department(row.id(), row.parent(), row.name(), false))
            .toList());
  }
}
