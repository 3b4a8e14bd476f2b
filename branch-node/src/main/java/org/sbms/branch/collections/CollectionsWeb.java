package org.sbms.branch.collections;

import static org.sbms.branch.collections.CollectionsFeature.POLICY;
import static org.sbms.branch.collections.CollectionsFeature.VIEW;
import static org.sbms.branch.collections.CollectionsFeature.WORK;
import static org.sbms.branch.collections.CollectionsFeature.WRITE_OFF;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.branch.collections.WorkOnDebts.AskWriteOff;
import org.sbms.branch.collections.WorkOnDebts.BrowseCases;
import org.sbms.branch.collections.WorkOnDebts.DecideWriteOff;
import org.sbms.branch.collections.WorkOnDebts.Done;
import org.sbms.branch.collections.WorkOnDebts.EndHold;
import org.sbms.branch.collections.WorkOnDebts.HoldDunning;
import org.sbms.branch.collections.WorkOnDebts.ListPolicies;
import org.sbms.branch.collections.WorkOnDebts.ListWriteOffs;
import org.sbms.branch.collections.WorkOnDebts.MakePromise;
import org.sbms.branch.collections.WorkOnDebts.SavePolicy;
import org.sbms.branch.collections.WorkOnDebts.ShowAgeing;
import org.sbms.branch.collections.WorkOnDebts.ShowDebt;
import org.sbms.branch.collections.WorkOnDebts.WriteOff;
import org.sbms.branch.party.PartyApi;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
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

/** Pages and calls about debts. */
public final class CollectionsWeb implements WebFeature {
  private static final String LIST = "/collections";
  private static final String ONE = LIST + "/accounts/:account";
  private static final String WRITE_OFFS = LIST + "/write-offs";
  private static final String POLICIES = LIST + "/policies";
  private static final int SHOWN = 200;
  private static final int DEFAULT_LIMIT = 50;

  private static final TableSpec<BrowseCases.Item> CASES =
      new TableSpec<>(
          "collections.cases",
          "openedOn",
          List.of(
              Column.of(
                  "account",
                  row ->
                      new Cell.TwoLines(
                          row.name(), row.account().value(), LIST + "/accounts/" + row.account())),
              Column.<BrowseCases.Item>of("policy", row -> new Cell.Code(row.policy())).wideOnly(),
              Column.<BrowseCases.Item>of("openedOn", row -> new Cell.Day(row.openedOn()))
                  .sortedBy("opened_on")
                  .wideOnly(),
              Column.of("step", CollectionsWeb::step),
              Column.<BrowseCases.Item>of("debt", row -> new Cell.Amount(row.debt())).end()),
          List.of(new Filter.Search("text")));

  private final Executor executor;
  private final Currency currency;

  public CollectionsWeb(Executor executor, Currency currency) {
    this.executor = executor;
    this.currency = currency;
  }

  @Override
  public void addTo(Web web) {
    web.messages("collections")
        .menu(new MenuEntry(LIST, "collections.menu", "alarm", 43, VIEW))
        .get(LIST, VIEW, this::list)
        .get(ONE, VIEW, request -> one(request, Form.blank(), 200))
        .post(ONE + "/promises", WORK, this::promise)
        .post(ONE + "/holds", WORK, this::hold)
        .post(ONE + "/holds/:hold/end", WORK, this::endHold)
        .post(ONE + "/write-offs", WRITE_OFF, this::askWriteOff)
        .get(WRITE_OFFS, VIEW, request -> writeOffs(request, Form.blank(), 200))
        .post(WRITE_OFFS + "/:id/decision", WRITE_OFF, this::decide)
        .get(POLICIES, VIEW, request -> policies(request, Form.blank(), 200))
        .post(POLICIES, POLICY, this::savePolicy);
    web.api("listCases", this::casesByApi)
        .api("showAgeing", request -> ask(request, new ShowAgeing()))
        .api(
            "showDebt",
            request -> PartyApi.withAccount(request, a -> ask(request, new ShowDebt(a))))
        .api("makePromise", this::promiseByApi)
        .api("holdDunning", this::holdByApi)
        .api("askWriteOff", this::writeOffByApi)
        .api("listWriteOffs", this::writeOffsByApi)
        .api("decideWriteOff", this::decideByApi)
        .api("listPolicies", this::policiesByApi)
        .api("savePolicy", this::savePolicyByApi);
  }

  /**
   * @param chart the ageing as options of a picture
   */
  public record CollectionsPage(
      ShowAgeing.Picture ageing, String chart, Table<BrowseCases.Item> cases) {}

  public record DebtPage(ShowDebt.Debt debt, Form form) {}

  public record WriteOffsPage(List<WriteOff> items, Form form) {}

  public record PoliciesPage(List<Policy> items, Form form) {}

  private static Cell step(BrowseCases.Item row) {
    if (row.suspended()) {
      return new Cell.Badge("collections.action.SUSPEND", "red");
    }
    if (row.held()) {
      return new Cell.Badge("collections.held", "blue");
    }
    return row.step()
        .<Cell>map(step -> new Cell.Badge("collections.action." + step, "yellow"))
        .orElseGet(Cell::missing);
  }

  private PageResponse list(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowAgeing())),
        ageing ->
            request.table(
                CASES,
                query -> cases(request, query),
                table ->
                    PageResponse.page(
                        "collections/list",
                        new CollectionsPage(ageing, chart(ageing, request.texts()), table))));
  }

  private List<BrowseCases.Item> cases(PageRequest request, TableQuery query) {
    return executor.run(
                request.caller(),
                Request.query(
                    new BrowseCases(query.filter("text"), "", query.offset(), query.limit())))
            instanceof Outcome.Done<BrowseCases.Rows>(BrowseCases.Rows rows)
        ? rows.items()
        : List.of();
  }

  private static String chart(ShowAgeing.Picture ageing, Texts texts) {
    List<String> names =
        ageing.buckets().stream()
            .map(bucket -> texts.t("collections.bucket." + bucket.from()))
            .toList();
    List<String> amounts = ageing.buckets().stream().map(bucket -> bucket.open().amount()).toList();
    return Json.write(
        Map.of(
            "xAxis", Map.of("type", "category", "data", names),
            "yAxis", Map.of("type", "value"),
            "grid", Map.of("left", 8, "right", 8, "top", 16, "bottom", 8, "containLabel", true),
            "tooltip", Map.of("trigger", "axis"),
            "series", List.of(Map.of("type", "bar", "barMaxWidth", 56, "data", amounts))));
  }

  private PageResponse one(PageRequest request, Form form, int status) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowDebt(account))),
                debt ->
                    new PageResponse.Page(status, "collections/debt", new DebtPage(debt, form))));
  }

  private PageResponse promise(PageRequest request) {
    Form form = request.form();
    Optional<Money> amount = form.required("amount", this::money);
    Optional<LocalDate> until = form.required("until", CollectionsWeb::day);
    return amount.isEmpty() || until.isEmpty()
        ? one(request, form, 422)
        : run(request, form, account -> new MakePromise(account, amount.get(), until.get()));
  }

  private PageResponse hold(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> until = form.required("until", CollectionsWeb::day);
    return until.isEmpty()
        ? one(request, form, 422)
        : run(request, form, account -> new HoldDunning(account, form.text("reason"), until.get()));
  }

  private PageResponse endHold(PageRequest request) {
    UUID hold = request.pathId("hold").orElse(new UUID(0, 0));
    return run(request, request.form(), account -> new EndHold(account, hold));
  }

  private PageResponse askWriteOff(PageRequest request) {
    Form form = request.form();
    Optional<Money> amount = form.required("amount", this::money);
    return amount.isEmpty()
        ? one(request, form, 422)
        : run(
            request, form, account -> new AskWriteOff(account, amount.get(), form.text("reason")));
  }

  private PageResponse run(
      PageRequest request, Form form, Function<AccountNumber, Operation<Done>> order) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(order.apply(account), form.key())),
                form,
                request.texts(),
                _ ->
                    PageResponse.redirect(
                        LIST + "/accounts/" + account, request.texts().t("collections.saved")),
                again -> one(request, again, 422)));
  }

  private PageResponse writeOffs(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListWriteOffs(false, 0, SHOWN))),
        found ->
            new PageResponse.Page(
                status, "collections/writeOffs", new WriteOffsPage(found.items(), form)));
  }

  private PageResponse decide(PageRequest request) {
    Form form = request.form();
    UUID id = request.pathId("id").orElse(new UUID(0, 0));
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new DecideWriteOff(id, form.text("decision").equals("agree")), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(WRITE_OFFS, request.texts().t("collections.saved")),
        again -> writeOffs(request, again, 422));
  }

  private PageResponse policies(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListPolicies())),
        found -> {
          found.items().stream()
              .filter(policy -> policy.code().equals(request.parameter("edit")))
              .findFirst()
              .filter(_ -> form.text("code").isEmpty())
              .ifPresent(policy -> fill(form, policy));
          return new PageResponse.Page(
              status, "collections/policies", new PoliciesPage(found.items(), form));
        });
  }

  private static void fill(Form form, Policy policy) {
    form.with("code", policy.code())
        .with("name", policy.name())
        .with("kinds", String.join(" ", policy.kinds()))
        .with("rank", String.valueOf(policy.rank()))
        .with("minDebt", policy.minDebt().amount())
        .with("active", policy.active() ? "yes" : "")
        .with("dependents", policy.dependents() ? "yes" : "")
        .with(
            "steps",
            policy.steps().stream().map(CollectionsWeb::line).collect(Collectors.joining("\n")));
  }

  /** A step as it is written in the form: {@code 20 SUSPEND no-payment}. */
  static String line(Policy.Step step) {
    String more = step.amount().isPositive() ? step.amount().amount() : step.reason();
    return (step.days() + " " + step.action() + " " + more).strip();
  }

  private PageResponse savePolicy(PageRequest request) {
    Form form = request.form();
    Optional<Integer> rank = form.required("rank", CollectionsWeb::number);
    Optional<Money> minDebt = form.required("minDebt", this::money);
    Optional<List<Policy.Step>> steps = form.required("steps", this::steps);
    if (rank.isEmpty() || minDebt.isEmpty() || steps.isEmpty()) {
      return policies(request, form, 422);
    }
    Policy policy =
        new Policy(
            form.text("code"),
            form.text("name"),
            words(form.text("kinds")),
            rank.get(),
            minDebt.get(),
            form.checked("active"),
            form.checked("dependents"),
            steps.get());
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new SavePolicy(policy), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(POLICIES, request.texts().t("collections.saved")),
        again -> policies(request, again, 422));
  }

  /** One step a line: days, action, and what belongs to it. */
  List<Policy.Step> steps(String text) {
    List<Policy.Step> steps = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      List<String> parts = words(line);
      Optional<Action> action =
          Arrays.stream(Action.values())
              .filter(a -> parts.size() > 1 && a.name().equals(parts.get(1)))
              .findFirst();
      if (action.isEmpty() || parts.size() > 3) {
        throw new IllegalArgumentException("must be lines such as: 20 SUSPEND no-payment");
      }
      String more = parts.size() == 3 ? parts.get(2) : "";
      boolean penalty = action.get() == Action.PENALTY;
      steps.add(
          new Policy.Step(
              number(parts.getFirst()),
              action.get(),
              penalty ? "" : more,
              penalty && !more.isEmpty() ? money(more) : Money.zero(currency)));
    }
    return steps;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Integer.parseInt(text);
  }

  private Money money(String text) {
    return Money.parse(text, currency);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("must be a day such as 2026-11-22", wrong);
    }
  }

  record PromiseBody(Money amount, LocalDate until) {}

  record HoldBody(String reason, LocalDate until) {}

  record WriteOffBody(Money amount, String reason) {}

  record DecisionBody(boolean agree) {}

  record StepBody(int days, Action action, Optional<String> reason, Optional<Money> amount) {}

  record PolicyBody(
      String name,
      Optional<List<String>> kinds,
      int rank,
      Money minDebt,
      boolean active,
      Optional<Boolean> dependents,
      List<StepBody> steps) {}

  private ApiResponse casesByApi(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new BrowseCases(
                    request.parameter("search").orElse(""),
                    request.parameter("policy").orElse(""),
                    offset,
                    limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse promiseByApi(ApiRequest request) {
    PromiseBody body = request.body(PromiseBody.class);
    return PartyApi.withAccount(
        request, account -> run(request, new MakePromise(account, body.amount(), body.until())));
  }

  private ApiResponse holdByApi(ApiRequest request) {
    HoldBody body = request.body(HoldBody.class);
    return PartyApi.withAccount(
        request, account -> run(request, new HoldDunning(account, body.reason(), body.until())));
  }

  private ApiResponse writeOffByApi(ApiRequest request) {
    WriteOffBody body = request.body(WriteOffBody.class);
    return PartyApi.withAccount(
        request, account -> run(request, new AskWriteOff(account, body.amount(), body.reason())));
  }

  private ApiResponse writeOffsByApi(ApiRequest request) {
    int limit = limit(request);
    int offset = request.offset();
    boolean open = request.parameter("open").map(Boolean::parseBoolean).orElse(false);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListWriteOffs(open, offset, limit + 1))),
        found -> page(found.items(), offset, limit));
  }

  private ApiResponse decideByApi(ApiRequest request) {
    return run(
        request,
        new DecideWriteOff(
            UUID.fromString(request.pathPart("writeOff")),
            request.body(DecisionBody.class).agree()));
  }

  private ApiResponse policiesByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListPolicies())),
        found -> ApiResponse.items(found.items()));
  }

  private ApiResponse savePolicyByApi(ApiRequest request) {
    PolicyBody body = request.body(PolicyBody.class);
    Policy policy =
        new Policy(
            request.pathPart("policy"),
            body.name(),
            body.kinds().orElseGet(List::of),
            body.rank(),
            body.minDebt(),
            body.active(),
            body.dependents().orElse(true),
            body.steps().stream()
                .map(step ->
                    new Policy.Step(
                        step.days(),
                        step.action(),
                        step.reason().orElse(""),
                        step.amount().orElseGet(() -> Money.zero(currency))))
                .toList());
    return run(request, new SavePolicy(policy));
  }

  private static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
  }

  private static ApiResponse page(List<?> items, int offset, int limit) {
    return ApiResponse.items(
        items.stream().limit(limit).toList(),
        items.size() > limit
            ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
            : Optional.empty());
  }

  private <R> ApiResponse ask(ApiRequest request, Operation<R> question) {
    return ApiResponse.of(executor.run(request.caller(), Request.query(question)), ApiResponse::ok);
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> order) {
    String key = request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, key)), ApiResponse::ok);
  }
}
