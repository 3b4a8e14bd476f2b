package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.OPERATE;
import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.WorkOnJobs.CancelJob;
import org.sbms.central.corporate.WorkOnJobs.ContinueJob;
import org.sbms.central.corporate.WorkOnJobs.DraftOperation;
import org.sbms.central.corporate.WorkOnJobs.ListJobs;
import org.sbms.central.corporate.WorkOnJobs.PauseJob;
import org.sbms.central.corporate.WorkOnJobs.RetryFailed;
import org.sbms.central.corporate.WorkOnJobs.ReturnRejected;
import org.sbms.central.corporate.WorkOnJobs.Selection;
import org.sbms.central.corporate.WorkOnJobs.ShowJob;
import org.sbms.central.corporate.WorkOnJobs.StartJob;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** The pages of work over many subscribers: what is asked for, its preview, its progress. */
final class JobWeb implements WebFeature {
  private static final String OPERATIONS = CorporateWeb.CLIENTS + "/:id/operations";
  private static final String JOB = CorporateWeb.CLIENTS + "/:id/jobs/:job";
  private static final int SHOWN = 200;

  private final Executor executor;
  private final Supplier<List<BranchCode>> branches;
  private final Offered offered;
  private final ReasonChoices reasons;

  JobWeb(
      Executor executor,
      Supplier<List<BranchCode>> branches,
      Offered offered,
      ReasonChoices reasons) {
    this.executor = executor;
    this.branches = branches;
    this.offered = offered;
    this.reasons = reasons;
  }

  @Override
  public void addTo(Web web) {
    web.get(OPERATIONS, VIEW, request -> operations(request, Form.blank()))
        .post(OPERATIONS, OPERATE, this::draft)
        .get(JOB, VIEW, this::job)
        .post(JOB + "/start", VIEW, request -> change(request, StartJob::new))
        .post(JOB + "/pause", VIEW, request -> change(request, PauseJob::new))
        .post(JOB + "/continue", VIEW, request -> change(request, ContinueJob::new))
        .post(JOB + "/cancel", VIEW, request -> change(request, CancelJob::new))
        .post(JOB + "/retry", VIEW, request -> change(request, RetryFailed::new))
        .post(JOB + "/return", VIEW, request -> change(request, ReturnRejected::new));
  }

  private PageResponse operations(PageRequest request, Form form) {
    return ClientWeb.withId(
        request,
        id ->
            view(
                request,
                id,
                view ->
                    PageResponse.of(
                        executor.run(
                            request.caller(),
                            Request.query(new ListJobs(id, Optional.empty(), 0, SHOWN))),
                        jobs ->
                            new PageResponse.Page(
                                form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
                                "corporate/operations",
                                new PageModels.OperationsPage(
                                    view, jobs.items(), form, choices(request, view))))));
  }

  private PageModels.Choices choices(PageRequest request, ClientView view) {
    Map<String, String> kinds = new LinkedHashMap<>();
    Arrays.stream(JobKind.values())
        .filter(kind -> kind != JobKind.SPREAD)
        .forEach(kind -> kinds.put(kind.name(), request.texts().of("job.kind", kind)));
    Map<String, String> codes = new LinkedHashMap<>();
    branches.get().forEach(branch -> codes.put(branch.value(), branch.value()));
    Map<String, String> states = new LinkedHashMap<>();
    Arrays.stream(SubscriberState.values())
        .filter(state -> state != SubscriberState.TERMINATED)
        .forEach(state -> states.put(state.name(), request.texts().of("subscriber", state)));
    Offered.Codes sold = sold(request, view);
    Map<String, Map<String, String>> named = new LinkedHashMap<>();
    named.put("plans", sold.plans());
    named.put("services", sold.services());
    named.put("reasons", reasons.in(request.texts().language()));
    return new PageModels.Choices(
        kinds,
        ClientWeb.parents(view, Optional.empty()),
        codes,
        states,
        plans(request, view),
        named,
        sold.silent().stream().map(BranchCode::value).toList());
  }

  /** Whoever may not begin an operation sees no form, and no branch is asked for its lists. */
  private Offered.Codes sold(PageRequest request, ClientView view) {
    return request.caller().may(OPERATE)
        ? offered.at(
            request.caller(),
            view.branches().stream().map(ClientView.BranchRow::branch).toList(),
            request.texts())
        : new Offered.Codes(Map.of(), Map.of(), Set.of());
  }

  /** The plans that the client's subscribers have now, as last known. */
  private Map<String, String> plans(PageRequest request, ClientView view) {
    Map<String, String> plans = new TreeMap<>();
    BrowseMembers all = BrowseMembers.all(view.client().id(), WorkOnMembers.MAX_ACCOUNTS);
    if (executor.run(request.caller(), Request.query(all))
        instanceof Outcome.Done<BrowseMembers.Rows>(BrowseMembers.Rows rows)) {
      rows.items().stream()
          .flatMap(member -> member.figures().stream())
          .forEach(figures -> plans.put(figures.plan(), figures.planName()));
    }
    return plans;
  }

  private PageResponse draft(PageRequest request) {
    Form form = request.form();
    Optional<JobKind> kind = form.required("kind", JobKind::valueOf);
    Optional<LocalDate> effective = form.optional("effective", JobWeb::day);
    Optional<UUID> department = form.optional("department", UUID::fromString);
    Optional<List<AccountNumber>> accounts = form.optional("accounts", MemberWeb::accounts);
    if (form.hasErrors() || kind.isEmpty()) {
      return operations(request, form);
    }
    return ClientWeb.withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new DraftOperation(
                            id,
                            kind.get(),
                            form.text("code"),
                            form.text("comment"),
                            effective,
                            new Selection(
                                department,
                                form.text("branch"),
                                form.text("state"),
                                form.text("plan"),
                                accounts.orElseGet(List::of))),
                        form.key())),
                form,
                request.texts(),
                job -> PageResponse.redirect(path(job)),
                again -> operations(request, again)));
  }

  static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("must be a day such as 2026-11-22", wrong);
    }
  }

  static String path(Job job) {
    return CorporateWeb.CLIENTS + "/" + job.client() + "/jobs/" + job.id();
  }

  private PageResponse job(PageRequest request) {
    return withJob(
        request,
        (view, job) ->
            request.table(
                LineColumns.spec(branches.get()),
                query ->
                    executor.run(
                                request.caller(), Request.query(LineColumns.asked(job.id(), query)))
                            instanceof Outcome.Done<BrowseLines.Rows>(BrowseLines.Rows rows)
                        ? rows.items()
                        : List.of(),
                table ->
                    PageResponse.page(
                        "corporate/job",
                        new PageModels.JobPage(
                            view,
                            job,
                            transfer(request, job),
                            table,
                            Form.blank(),
                            request.caller().may(job.kind().permission())))));
  }

  private Optional<Transfer> transfer(PageRequest request, Job job) {
    return job.transfer()
        .flatMap(id ->
            executor.run(request.caller(), Request.query(new WorkOnJobs.ShowTransfer(id)))
                    instanceof Outcome.Done<Transfer>(Transfer found)
                ? Optional.of(found)
                : Optional.empty());
  }

  private PageResponse change(PageRequest request, Function<UUID, Operation<Job>> command) {
    return request
        .pathId("job")
        .map(id ->
            PageResponse.of(
                executor.run(
                    request.caller(), Request.command(command.apply(id), request.form().key())),
                job -> PageResponse.redirect(path(job))))
        .orElseGet(() -> PageResponse.notFound("There is no such job."));
  }

  private PageResponse view(PageRequest request, UUID id, Function<ClientView, PageResponse> page) {
    return PageResponse.of(executor.run(request.caller(), Request.query(new ShowClient(id))), page);
  }

  private interface Page {
    PageResponse of(ClientView view, Job job);
  }

  private PageResponse withJob(PageRequest request, Page page) {
    Optional<UUID> id = request.pathId("job");
    return ClientWeb.withId(
        request,
        client ->
            id.isEmpty()
                ? PageResponse.notFound("There is no such job.")
                : view(
                    request,
                    client,
                    view ->
                        PageResponse.of(
                            executor.run(request.caller(), Request.query(new ShowJob(id.get()))),
                            job ->
                                job.client().equals(client)
                                    ? page.of(view, job)
                                    : PageResponse.notFound("There is no such job."))));
  }
}
