package org.sbms.central.branches;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.branches.ListBranches.Branch;
import org.sbms.central.branches.ListBranches.Health;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
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

/** The live page of the federation, and the pages on which its members are managed. */
final class BranchesWeb implements WebFeature {
  static final String PATH = "/branches";

  private static final TableSpec<Branch> TABLE =
      new TableSpec<>(
          "branches",
          "region",
          List.of(
              Column.<Branch>of(
                  "name",
                  branch ->
                      new Cell.TwoLines(
                          branch.name(), branch.code().value(), PATH + "/" + branch.code())),
              Column.<Branch>of(
                  "health",
                  branch ->
                      new Cell.Badge(
                          "branches.health." + branch.health(), colour(branch.health()))),
              Column.<Branch>of(
                  "seen",
                  branch -> branch.lastSeen().<Cell>map(Cell.Time::new).orElseGet(Cell::missing)),
              Column.<Branch>of("head", branch -> new Cell.Count(branch.journalHead()))
                  .end()
                  .wideOnly(),
              Column.<Branch>of("lag", branch -> new Cell.Count(branch.lag())).end(),
              Column.<Branch>of("waiting", branch -> new Cell.Count(branch.outboxDepth()))
                  .end()
                  .wideOnly(),
              Column.<Branch>of("reference", branch -> new Cell.Count(branch.referenceVersion()))
                  .end()
                  .wideOnly(),
              Column.<Branch>of("directory", branch -> new Cell.Count(branch.directoryVersion()))
                  .end()
                  .wideOnly(),
              Column.<Branch>of(
                      "certificate",
                      branch ->
                          branch
                              .certificateExpires()
                              .<Cell>map(Cell.Time::new)
                              .orElseGet(() -> new Cell.Badge("branches.enrolled.NO", "yellow")))
                  .wideOnly()),
          List.of(
              new Filter.Search("search"),
              new Filter.Choice("health", "branches.health", List.of("UP", "LATE", "DOWN"))));

  private final Executor executor;

  BranchesWeb(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("branches")
        .menu(new MenuEntry(PATH, "branches.menu", "affiliate", 80, BranchPermissions.VIEW))
        .get(PATH, BranchPermissions.VIEW, this::list)
        .get(PATH + "/new", BranchPermissions.MANAGE, _ -> newForm(Form.blank()))
        .post(PATH, BranchPermissions.MANAGE, this::register)
        .get(PATH + "/:code", BranchPermissions.VIEW, this::show)
        .post(PATH + "/:code/enrolment-code", BranchPermissions.MANAGE, this::issueCode)
        .post(PATH + "/:code/revocation", BranchPermissions.MANAGE, this::revoke)
        .api("listBranches", this::listByApi)
        .api("registerBranch", this::registerByApi)
        .api("issueEnrolmentCode", this::issueCodeByApi)
        .api("listCertificates", this::certificatesByApi)
        .api("revokeCertificate", this::revokeByApi);
  }

  static String colour(Health health) {
    return switch (health) {
      case UP -> "green";
      case LATE -> "yellow";
      case DOWN -> "red";
    };
  }

  private PageResponse list(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListBranches())),
        all ->
            request.table(
                TABLE,
                query -> part(all.items(), query),
                table -> PageResponse.page("branches/list", new BranchesPage(table, all.items()))));
  }

  /** A federation has tens of branches, so what is shown is cut from the whole. */
  private static List<Branch> part(List<Branch> all, TableQuery query) {
    String search = query.filter("search").toLowerCase(Locale.ROOT);
    String health = query.filter("health");
    return all.stream()
        .filter(branch -> health.isEmpty() || branch.health().name().equals(health))
        .filter(branch ->
            search.isEmpty()
                || (branch.code() + " " + branch.name()).toLowerCase(Locale.ROOT).contains(search))
        .skip(query.offset())
        .limit(query.limit())
        .toList();
  }

  private static PageResponse newForm(Form form) {
    return new PageResponse.Page(
        form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
        "branches/register",
        new NewBranchPage(form));
  }

  private PageResponse register(PageRequest request) {
    Form form = request.form();
    Optional<BranchCode> code = form.required("branch", BranchCode::new);
    Optional<String> name = form.required("name", Function.identity());
    Optional<Integer> region = form.required("region", BranchesWeb::wholeNumber);
    Optional<URI> address = form.required("peerAddress", URI::create);
    if (form.hasErrors()) {
      return newForm(form);
    }
    RegisterBranch operation =
        new RegisterBranch(
            code.orElseThrow(), name.orElseThrow(), region.orElseThrow(), address.orElseThrow());
    return PageResponse.of(
        executor.run(request.caller(), Request.command(operation, form.key())),
        form,
        request.texts(),
        registered ->
            PageResponse.redirect(
                PATH + "/" + registered.branch(),
                request.texts().t("branches.registered", registered.branch())),
        BranchesWeb::newForm);
  }

  private static Integer wholeNumber(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException not) {
      throw new IllegalArgumentException("must be a whole number", not);
    }
  }

  private PageResponse show(PageRequest request) {
    return page(request, Optional.empty(), Form.blank(), 200);
  }

  private PageResponse page(
      PageRequest request, Optional<IssueEnrolmentCode.Issued> code, Form revocation, int status) {
    Optional<BranchCode> asked = code(request.pathPart("code"));
    if (asked.isEmpty()) {
      return PageResponse.notFound("There is no such branch.");
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListBranches())),
        all ->
            all.items().stream()
                .filter(branch -> branch.code().equals(asked.get()))
                .findFirst()
                .map(branch -> page(request, branch, code, revocation, status))
                .orElseGet(() -> PageResponse.notFound("There is no such branch.")));
  }

  private PageResponse page(
      PageRequest request,
      Branch branch,
      Optional<IssueEnrolmentCode.Issued> code,
      Form revocation,
      int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListCertificates(branch.code()))),
        certificates ->
            new PageResponse.Page(
                status,
                "branches/show",
                new BranchPage(branch, certificates.items(), code, Form.blank(), revocation)));
  }

  /** Answered as a page, not by a redirect: the code must stand in no address and no cookie. */
  private PageResponse issueCode(PageRequest request) {
    Optional<BranchCode> branch = code(request.pathPart("code"));
    if (branch.isEmpty()) {
      return PageResponse.notFound("There is no such branch.");
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new IssueEnrolmentCode(branch.get()), request.form().key())),
        issued -> page(request, Optional.of(issued), Form.blank(), 200));
  }

  private PageResponse revoke(PageRequest request) {
    Form form = request.form();
    RevokeCertificate operation = new RevokeCertificate(form.text("serial"), form.text("why"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(operation, form.key())),
        form,
        request.texts(),
        revoked ->
            PageResponse.redirect(
                PATH + "/" + revoked.branch(), request.texts().t("branches.revoked")),
        again -> page(request, Optional.empty(), again, 422));
  }

  private static Optional<BranchCode> code(String text) {
    try {
      return Optional.of(new BranchCode(text));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private ApiResponse listByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListBranches())),
        all -> ApiResponse.items(all.items()));
  }

  private ApiResponse registerByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(request.body(RegisterBranch.class), request.key())),
        ApiResponse::ok);
  }

  /** Every call makes another code, so a key would have nothing to repeat. */
  private ApiResponse issueCodeByApi(ApiRequest request) {
    IssueEnrolmentCode operation = new IssueEnrolmentCode(new BranchCode(request.pathPart("code")));
    Outcome<IssueEnrolmentCode.Issued> outcome =
        executor.run(request.caller(), Request.command(operation, UUID.randomUUID().toString()));
    return ApiResponse.of(outcome, ApiResponse::created);
  }

  private ApiResponse certificatesByApi(ApiRequest request) {
    BranchCode branch = new BranchCode(request.pathPart("code"));
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListCertificates(branch))),
        page -> ApiResponse.items(page.items()));
  }

  private ApiResponse revokeByApi(ApiRequest request) {
    RevokeCertificate operation =
        new RevokeCertificate(request.pathPart("serial"), request.body(Reason.class).why());
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(operation, request.key())), ApiResponse::ok);
  }

  private record Reason(String why) {}
}
