package org.sbms.branch.statement;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.branch.party.PartyApi;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.billing.AccountStatement;
import org.sbms.contract.billing.ShowStatement;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** A statement as page, PDF, CSV and call. */
public final class StatementWeb implements WebFeature {
  private static final String PATH = "/subscribers/:account/statement";

  private final Executor executor;
  private final Supplier<LocalDate> today;

  /**
   * @param today the open business day
   */
  public StatementWeb(Executor executor, Supplier<LocalDate> today) {
    this.executor = executor;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.messages("statement")
        .get(PATH, StatementFeature.VIEW, this::show)
        .get(PATH + "/file", StatementFeature.VIEW, this::file)
        .api("showStatement", this::byApi);
  }

  /**
   * @param statement absent when what was asked makes no sense; the form says why
   */
  public record StatementPage(
      AccountNumber account, Optional<AccountStatement> statement, String query, Form form) {}

  /** What a line is called: other branches' codes stand at the end of some kinds. */
  public static String what(AccountStatement.Line line, Texts texts) {
    String kind = line.kind();
    boolean ofBranch = kind.matches(".+-from-[A-Z]{2}");
    String key = ofBranch ? kind.substring(0, kind.length() - 3) : kind;
    String branch = ofBranch ? kind.substring(kind.length() - 2) : "";
    return texts.t("payment.card.history." + key, branch);
  }

  private PageResponse show(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = form(request);
          Optional<ShowStatement> question = question(account, form);
          if (question.isEmpty()) {
            return page(422, account, Optional.empty(), form);
          }
          return PageResponse.of(
              executor.run(request.caller(), Request.query(question.get())),
              form,
              request.texts(),
              statement -> page(200, account, Optional.of(statement), form),
              again -> page(422, account, Optional.empty(), again));
        });
  }

  private static PageResponse page(
      int status, AccountNumber account, Optional<AccountStatement> statement, Form form) {
    String query = "from=" + form.text("from") + "&to=" + form.text("to");
    return new PageResponse.Page(
        status, "statement/show", new StatementPage(account, statement, query, form));
  }

  /** This month unless the address says otherwise. */
  private Form form(PageRequest request) {
    LocalDate day = today.get();
    String from = request.parameter("from");
    String to = request.parameter("to");
    return Form.blank()
        .with("from", from.isEmpty() ? day.withDayOfMonth(1).toString() : from)
        .with("to", to.isEmpty() ? day.toString() : to);
  }

  private static Optional<ShowStatement> question(AccountNumber account, Form form) {
    Optional<LocalDate> from = form.required("from", StatementWeb::day);
    Optional<LocalDate> to = form.required("to", StatementWeb::day);
    return from.isEmpty() || to.isEmpty()
        ? Optional.empty()
        : Optional.of(new ShowStatement(account, from.get(), to.get().plusDays(1)));
  }

  private static LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1990 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("must be a day", wrong);
    }
    throw new IllegalArgumentException("must be a day");
  }

  private PageResponse file(PageRequest request) {
    boolean csv = request.parameter("format").equals("csv");
    return PartyPages.withAccount(
        request,
        account ->
            question(account, form(request))
                .map(question ->
                    PageResponse.of(
                        executor.run(request.caller(), Request.query(question)),
                        statement ->
                            csv
                                ? new PageResponse.Download(
                                    name(statement) + ".csv",
                                    "text/csv; charset=utf-8",
                                    StatementFiles.csv(statement, request.texts()))
                                : new PageResponse.Download(
                                    name(statement) + ".pdf",
                                    "application/pdf",
                                    StatementFiles.pdf(statement, request.texts()))))
                .orElseGet(() -> PageResponse.notFound("There is no such period.")));
  }

  private static String name(AccountStatement statement) {
    return "statement-%s-%s".formatted(statement.account(), statement.from());
  }

  private ApiResponse byApi(ApiRequest request) {
    return PartyApi.withAccount(
        request,
        account -> {
          Outcome<AccountStatement> outcome =
              executor.run(
                  request.caller(),
                  Request.query(
                      new ShowStatement(
                          account,
                          parameter(request, "from"),
                          parameter(request, "to").plusDays(1))));
          return ApiResponse.of(outcome, ApiResponse::ok);
        });
  }

  private static LocalDate parameter(ApiRequest request, String name) {
    try {
      return day(request.parameter(name).orElse(""));
    } catch (IllegalArgumentException wrong) {
      throw BadJsonException.at(name, "must be a day");
    }
  }
}
