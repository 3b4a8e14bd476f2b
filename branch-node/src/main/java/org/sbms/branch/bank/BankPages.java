package org.sbms.branch.bank;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.bank.WorkOnBank.AssignBankLine;
import org.sbms.branch.bank.WorkOnBank.BankAccounts;
import org.sbms.branch.bank.WorkOnBank.BankDays;
import org.sbms.branch.bank.WorkOnBank.BankFile;
import org.sbms.branch.bank.WorkOnBank.BankFiles;
import org.sbms.branch.bank.WorkOnBank.CloseBankLine;
import org.sbms.branch.bank.WorkOnBank.Closing;
import org.sbms.branch.bank.WorkOnBank.DropVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.ListBankAccounts;
import org.sbms.branch.bank.WorkOnBank.ListBankFiles;
import org.sbms.branch.bank.WorkOnBank.ListStatementDialects;
import org.sbms.branch.bank.WorkOnBank.PairReversal;
import org.sbms.branch.bank.WorkOnBank.Row;
import org.sbms.branch.bank.WorkOnBank.SaveBankDays;
import org.sbms.branch.bank.WorkOnBank.SaveOwnAccount;
import org.sbms.branch.bank.WorkOnBank.SaveVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.Share;
import org.sbms.branch.bank.WorkOnBank.ShowBankDays;
import org.sbms.branch.bank.WorkOnBank.ShownBankDays;
import org.sbms.branch.bank.WorkOnBank.StatementDialects;
import org.sbms.branch.bank.WorkOnBank.TakeBackShare;
import org.sbms.branch.bank.WorkOnBank.TakeBankFile;
import org.sbms.branch.bank.WorkOnBank.VirtualAccount;
import org.sbms.branch.party.FindAnywhere;
import org.sbms.branch.party.PartyFeature;
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
import org.sbms.kit.web.table.TableSpec;

/** The work list, one line, the files, and the accounts. */
public final class BankPages implements WebFeature {
  static final String PATH = "/bank";
  static final String LINES = "/bank/lines";
  static final String FILES = "/bank/files";
  static final String ACCOUNTS = "/bank/accounts";

  /** The format that needs no dialect, in the list of a form. */
  private static final String CAMT = "camt";

  /** No calendar, in the list of a form. */
  private static final String WEEKDAYS = "-";

  /** As many shares as a form has fields for; the API takes more. */
  public static final int SHARES_OF_A_FORM = 5;

  private static final TableSpec<BankFile> FILE_TABLE =
      new TableSpec<>(
          "bank.files",
          "taken",
          List.of(
              Column.of(
                  "name",
                  file ->
                      new Cell.TwoLines(file.name(), file.messageId(), FILES + "/" + file.id())),
              Column.<BankFile>of(
                      "kind", file -> new Cell.Badge("bank.kind." + file.kind(), "blue"))
                  .wideOnly(),
              Column.<BankFile>of("taken", file -> new Cell.Time(file.takenAt())).wideOnly(),
              Column.<BankFile>of("by", file -> Cell.text(file.takenBy())).wideOnly(),
              Column.<BankFile>of("lines", file -> new Cell.Count(file.lines())).end(),
              Column.<BankFile>of("known", file -> new Cell.Count(file.known())).end().wideOnly(),
              Column.<BankFile>of("others", file -> new Cell.Count(file.others())).end().wideOnly(),
              Column.<BankFile>of("waiting", file -> new Cell.Count(file.waiting())).end()),
          List.of());

  private static final TableSpec<VirtualAccount> VIRTUAL_TABLE =
      new TableSpec<>(
          "bank.virtual",
          "number",
          List.of(
              Column.of("number", row -> new Cell.Code(row.number())),
              Column.of(
                  "account",
                  row -> new Cell.Link(row.account().value(), "/subscribers/" + row.account()))),
          List.of(new Filter.Search("text")));

  private final Executor executor;
  private final Currency currency;

  public BankPages(Executor executor, Currency currency) {
    this.executor = executor;
    this.currency = currency;
  }

  @Override
  public void addTo(Web web) {
    web.messages("bank")
        .menu(new MenuEntry(PATH, "bank.menu", "building-bank", 26, BankFeature.VIEW))
        .get(PATH, BankFeature.VIEW, request -> lines(request, Optional.empty(), Form.blank(), 200))
        .get(FILES, BankFeature.VIEW, this::files)
        .post(FILES, BankFeature.WORK, this::take)
        .get(FILES + "/:id", BankFeature.VIEW, this::file)
        .get(
            LINES + "/:id",
            BankFeature.VIEW,
            request -> withId(request, id -> line(request, id, Form.blank(), 200)))
        .post(
            LINES + "/:id/assignment",
            BankFeature.WORK,
            request -> withId(request, id -> assign(request, id)))
        .post(
            LINES + "/:id/closing",
            BankFeature.WORK,
            request -> withId(request, id -> close(request, id)))
        .post(
            LINES + "/:id/pair",
            BankFeature.WORK,
            request -> withId(request, id -> pair(request, id)))
        .post(
            LINES + "/:id/taking-back",
            BankFeature.WORK,
            request -> withId(request, id -> takeBack(request, id)))
        .get(
            ACCOUNTS,
            BankFeature.VIEW,
            request -> accounts(request, Form.blank(), Form.blank(), Form.blank(), 200))
        .post(ACCOUNTS, BankFeature.SET, this::saveOwn)
        .post(ACCOUNTS + "/days", BankFeature.SET, this::saveDays)
        .post(ACCOUNTS + "/virtual", BankFeature.SET, this::saveVirtual)
        .post(ACCOUNTS + "/virtual/removal", BankFeature.SET, this::dropVirtual);
  }

  /**
   * @param file whose lines these are; empty for all
   * @param formats that a file may be written in
   */
  public record LinesPage(
      Table<Row> table,
      Money suspense,
      Optional<BankFile> file,
      Map<String, String> formats,
      Form upload) {}

  /**
   * @param found what was looked for, in the order of branches; empty when nothing was
   */
  public record LinePage(
      BankLine.Whole whole,
      Form form,
      String search,
      Optional<FindAnywhere.Found> found,
      Map<String, String> closings) {}

  /**
   * @param calendars by code
   */
  public record AccountsPage(
      BankAccounts accounts,
      Table<VirtualAccount> virtual,
      Map<String, String> calendars,
      Form own,
      Form ofVirtual,
      Form days) {}

  public static Map<String, String> tabs(Texts texts) {
    Map<String, String> tabs = new LinkedHashMap<>();
    tabs.put(PATH, texts.t("bank.lines.title"));
    tabs.put(FILES, texts.t("bank.files.title"));
    tabs.put(ReturnPages.LIST, texts.t("bank.returns.title"));
    tabs.put(ACCOUNTS, texts.t("bank.accounts.title"));
    tabs.put(DialectPages.LIST, texts.t("bank.dialects.title"));
    return tabs;
  }

  public static String colour(LineState state) {
    return LineTable.colour(state);
  }

  /** A code of ours in words, and what people wrote as it is. */
  public static String note(Texts texts, BankLine line) {
    return texts.has("bank.note." + line.note())
        ? texts.t("bank.note." + line.note())
        : texts.said(line.note());
  }

  private PageResponse lines(
      PageRequest request, Optional<BankFile> file, Form upload, int status) {
    Money[] suspense = {Money.zero(currency)};
    return request.table(
        LineTable.SPEC,
        query -> {
          Outcome<WorkOnBank.BankLines> found =
              executor.run(
                  request.caller(), Request.query(LineTable.asked(query, file.map(BankFile::id))));
          if (found instanceof Outcome.Done<WorkOnBank.BankLines>(WorkOnBank.BankLines lines)) {
            suspense[0] = lines.suspense();
            return lines.items();
          }
          return List.of();
        },
        table ->
            new PageResponse.Page(
                status,
                "bank/lines",
                new LinesPage(table, suspense[0], file, formats(request), upload)));
  }

  private Map<String, String> formats(PageRequest request) {
    Map<String, String> formats = new LinkedHashMap<>();
    formats.put(CAMT, request.texts().t("bank.file.camt"));
    if (executor.run(request.caller(), Request.query(new ListStatementDialects()))
        instanceof Outcome.Done<StatementDialects>(StatementDialects found)) {
      found.items().forEach(dialect -> formats.put(dialect.name(), "CSV: " + dialect.name()));
    }
    return formats;
  }

  private PageResponse files(PageRequest request) {
    return request.table(
        FILE_TABLE,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(new ListBankFiles(query.offset(), query.limit())))
                    instanceof Outcome.Done<BankFiles>(BankFiles found)
                ? found.items()
                : List.of(),
        table -> PageResponse.page("bank/files", table));
  }

  private PageResponse file(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new WorkOnBank.ShowBankFile(id))),
                file -> lines(request, Optional.of(file), Form.blank(), 200)));
  }

  private PageResponse take(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return lines(request, Optional.empty(), form.error("file", "must be chosen"), 422);
    }
    TakeBankFile asked =
        new TakeBankFile(
            upload.get().fileName(),
            form.text("dialect").equals(CAMT) ? "" : form.text("dialect"),
            Base64.getEncoder().encodeToString(bytes(upload.get())));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(asked, form.key())),
        form,
        request.texts(),
        file ->
            PageResponse.redirect(
                FILES + "/" + file.id(),
                request.texts().t("bank.file.taken", file.lines(), file.known())),
        again -> lines(request, Optional.empty(), again, 422));
  }

  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private PageResponse line(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new BankLine.Show(id))),
        whole -> {
          BankLine line = whole.line();
          if (form.text("shares[0].account").isEmpty()) {
            String account = request.parameter("account");
            form.with(
                    "shares[0].account",
                    account.isEmpty() ? line.hint().map(AccountNumber::value).orElse("") : account)
                .with("shares[0].amount", line.open().isPositive() ? line.open().amount() : "");
          }
          String search = request.parameter("search").strip();
          return new PageResponse.Page(
              status,
              "bank/line",
              new LinePage(
                  whole, form, search, found(request, search), closings(request.texts(), line)));
        });
  }

  private Optional<FindAnywhere.Found> found(PageRequest request, String search) {
    return !search.isEmpty()
            && request.caller().may(PartyFeature.FIND)
            && executor.run(request.caller(), Request.query(new FindAnywhere(search)))
                instanceof Outcome.Done<FindAnywhere.Found>(FindAnywhere.Found found)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static Map<String, String> closings(Texts texts, BankLine line) {
    Map<String, String> closings = new LinkedHashMap<>();
    for (Closing how : Closing.values()) {
      if (how == Closing.BOOKED_BEFORE || !line.isReversal()) {
        closings.put(how.name(), texts.t("bank.closing." + how));
      }
    }
    return closings;
  }

  private PageResponse assign(PageRequest request, UUID id) {
    Form form = request.form();
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < SHARES_OF_A_FORM; i++) {
      String account = "shares[" + i + "].account";
      String amount = "shares[" + i + "].amount";
      if (i > 0 && form.text(account).isEmpty() && form.text(amount).isEmpty()) {
        continue;
      }
      Optional<AccountNumber> whose =
          form.required(
              account, text -> new AccountNumber(text.strip().toUpperCase(java.util.Locale.ROOT)));
      Optional<Money> howMuch = form.required(amount, text -> Money.parse(plain(text), currency));
      if (whose.isPresent() && howMuch.isPresent()) {
        shares.add(new Share(whose.get(), howMuch.get()));
      }
    }
    return form.hasErrors()
        ? line(request, id, form, 422)
        : run(request, id, form, new AssignBankLine(id, shares, form.checked("remember")));
  }

  private PageResponse close(PageRequest request, UUID id) {
    Form form = request.form();
    Optional<Closing> how = form.required("how", BankPages::closing);
    Optional<String> reference = form.required("reference", text -> text);
    return how.isEmpty() || reference.isEmpty()
        ? line(request, id, form, 422)
        : ApprovalAnswers.page(
            executor,
            request,
            new CloseBankLine(id, how.get(), reference.get()),
            form,
            line -> PageResponse.redirect(LINES + "/" + line.line()),
            again -> line(request, id, again, 422));
  }

  private static Closing closing(String text) {
    for (Closing how : Closing.values()) {
      if (how.name().equals(text)) {
        return how;
      }
    }
    throw new IllegalArgumentException("must be one of the list");
  }

  private PageResponse pair(PageRequest request, UUID id) {
    Form form = request.form();
    Optional<Long> reversed =
        form.required(
            "reversed",
            text -> {
              if (text.matches("[0-9]{1,15}")) {
                return Long.parseLong(text);
              }
              throw new IllegalArgumentException("must be a whole number");
            });
    return reversed.isEmpty()
        ? line(request, id, form, 422)
        : run(request, id, form, new PairReversal(id, reversed.get()));
  }

  private PageResponse takeBack(PageRequest request, UUID id) {
    Form form = request.form();
    Optional<UUID> payment = form.required("payment", UUID::fromString);
    Optional<String> reason = form.required("reason", text -> text);
    return payment.isEmpty() || reason.isEmpty()
        ? line(request, id, form, 422)
        : run(request, id, form, new TakeBackShare(payment.get(), reason.get()));
  }

  private PageResponse run(
      PageRequest request, UUID id, Form form, Operation<WorkOnBank.Worked> command) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command, form.key())),
        form,
        request.texts(),
        line ->
            PageResponse.redirect(
                LINES + "/" + line.line(),
                request.texts().t("bank.worked", request.texts().money(line.open()))),
        again -> line(request, id, again, 422));
  }

  private PageResponse accounts(
      PageRequest request, Form own, Form virtual, Form days, int status) {
    Map<String, String> calendars = new LinkedHashMap<>();
    calendars.put(WEEKDAYS, request.texts().t("bank.days.weekdays"));
    if (executor.run(request.caller(), Request.query(new ShowBankDays()))
        instanceof Outcome.Done<ShownBankDays>(ShownBankDays shown)) {
      shown.calendars().forEach(code -> calendars.put(code, code));
      if (!days.hasErrors()) {
        String code = shown.days().calendar();
        days.with("calendar", code.isEmpty() ? WEEKDAYS : code)
            .with("leadDays", Integer.toString(shown.days().leadDays()));
      }
    }
    BankAccounts[] accounts = {new BankAccounts(List.of(), List.of(), 0)};
    return request.table(
        VIRTUAL_TABLE,
        query -> {
          Outcome<BankAccounts> found =
              executor.run(
                  request.caller(),
                  Request.query(
                      new ListBankAccounts(query.filter("text"), query.offset(), query.limit())));
          if (found instanceof Outcome.Done<BankAccounts>(BankAccounts list)) {
            accounts[0] = list;
          }
          return accounts[0].virtual();
        },
        table ->
            new PageResponse.Page(
                status,
                "bank/accounts",
                new AccountsPage(accounts[0], table, calendars, own, virtual, days)));
  }

  private PageResponse saveOwn(PageRequest request) {
    Form form = request.form();
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new SaveOwnAccount(form.text("number"), form.text("name")), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(ACCOUNTS, request.texts().t("bank.accounts.saved")),
        again -> accounts(request, again, Form.blank(), Form.blank(), 422));
  }

  private PageResponse saveVirtual(PageRequest request) {
    Form form = request.form();
    Optional<AccountNumber> account = form.required("account", AccountNumber::new);
    return account.isEmpty()
        ? accounts(request, Form.blank(), form, Form.blank(), 422)
        : PageResponse.of(
            executor.run(
                request.caller(),
                Request.command(
                    new SaveVirtualAccount(form.text("virtual"), account.get()), form.key())),
            form,
            request.texts(),
            _ -> PageResponse.redirect(ACCOUNTS, request.texts().t("bank.accounts.saved")),
            again -> accounts(request, Form.blank(), again.with("number", ""), Form.blank(), 422));
  }

  private PageResponse dropVirtual(PageRequest request) {
    Form form = request.form();
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new DropVirtualAccount(form.text("virtual")), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(ACCOUNTS, request.texts().t("bank.accounts.saved")),
        again -> accounts(request, Form.blank(), again, Form.blank(), 422));
  }

  private PageResponse saveDays(PageRequest request) {
    Form form = request.form();
    Optional<Integer> lead =
        form.required(
            "leadDays",
            text -> {
              if (text.matches("[0-9]{1,3}")) {
                return Integer.parseInt(text);
              }
              throw new IllegalArgumentException("must be a whole number");
            });
    String calendar = form.text("calendar");
    return lead.isEmpty()
        ? accounts(request, Form.blank(), Form.blank(), form, 422)
        : PageResponse.of(
            executor.run(
                request.caller(),
                Request.command(
                    new SaveBankDays(
                        new BankDays(calendar.equals(WEEKDAYS) ? "" : calendar, lead.get())),
                    form.key())),
            form,
            request.texts(),
            _ -> PageResponse.redirect(ACCOUNTS, request.texts().t("bank.accounts.saved")),
            again -> accounts(request, Form.blank(), Form.blank(), again, 422));
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such line or file of a bank."));
  }
}
