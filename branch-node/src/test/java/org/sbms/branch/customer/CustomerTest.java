package org.sbms.branch.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbms.branch.OneBranch.done;
import static org.sbms.branch.OneBranch.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.OneBranch;
import org.sbms.branch.customer.WorkOnCustomers.AddContact;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ArchiveCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.branch.customer.WorkOnCustomers.AskErasure;
import org.sbms.branch.customer.WorkOnCustomers.ClassifyCustomer;
import org.sbms.branch.customer.WorkOnCustomers.DecideErasure;
import org.sbms.branch.customer.WorkOnCustomers.ReadDocument;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ReturnFromArchive;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.branch.customer.WorkOnCustomers.ShowCustomer;
import org.sbms.branch.customer.WorkOnCustomers.TakeOutPersonalData;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.BrowseSubscribers;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.subscription.OpenAccount;
import org.sbms.branch.subscription.OpeningPages;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.ShowPersonalData;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Customers over a real database: trees, papers, archive, erasure. */
class CustomerTest {
  private static final byte[] PDF = "%PDF-1.7 contract of Vera".getBytes(UTF_8);
  private static OneBranch branch;

  @BeforeAll
  static void open() {
    branch = new OneBranch();
  }

  @BeforeEach
  void today() {
    branch.clock.set("2026-11-25T09:00:00Z");
  }

  @AfterAll
  static void close() {
    branch.close();
  }

  @Test
  void aFamilyHasSeveralAccountsAndOneOfThemPaysForTheOthers() {
    AccountNumber father = branch.subscriber("Ivan Petrov");
    UUID family = branch.customerOf(father);
    branch.done(new ClassifyCustomer(family, CustomerKind.FAMILY, Optional.empty()));
    AccountNumber son =
        branch
            .done(new OpenAccount(family, "FAMILY", List.of("KINO"), List.of()))
            .account()
            .orElseThrow();
    branch.done(arrange(son, family, father, Payer.PARENT));

    CustomerView view = branch.done(new ShowCustomer(family));
    assertThat(view.customer().number()).matches("C[0-9]{8}");
    assertThat(view.customer().kind()).isEqualTo(CustomerKind.FAMILY);
    assertThat(view.accounts()).extracting("number").containsExactly(father, son);
    assertThat(view.accounts()).extracting("pays").containsExactly(father, father);
    assertThat(view.history())
        .extracting("kind")
        .contains("ACCOUNT_ARRANGED", "CLASSIFIED", "REGISTERED");
    assertThat(branch.done(new ShowPersonalData(father)).customer().kind())
        .as("other nodes know no families")
        .isEqualTo(org.sbms.contract.subscriber.PersonalData.CustomerKind.PERSON);
    branch.requireBalancedBooks();
  }

  @Test
  void anAccountNeverStandsBelowItselfAndATreeHasFiveLevels() {
    AccountNumber[] accounts = new AccountNumber[6];
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = branch.subscriber("Level " + "abcdef".charAt(i));
    }
    for (int i = 1; i < 5; i++) {
      branch.done(arrange(accounts[i], branch.customerOf(accounts[i]), accounts[i - 1], Payer.OWN));
    }
    assertThat(
            branch
                .refused(
                    arrange(accounts[5], branch.customerOf(accounts[5]), accounts[4], Payer.OWN))
                .code()
                .code())
        .isEqualTo("too-deep");
    assertThat(
            branch
                .refused(
                    arrange(accounts[0], branch.customerOf(accounts[0]), accounts[4], Payer.OWN))
                .code()
                .code())
        .isEqualTo("cycle");
    assertThat(
            branch
                .refused(
                    new ArrangeAccount(
                        accounts[0],
                        branch.customerOf(accounts[0]),
                        Optional.empty(),
                        Payer.PARENT,
                        "MAIN",
                        ""))
                .errors())
        .extracting("field")
        .containsExactly("payer");
  }

  @Test
  void companiesBelongToAGroupAndAGroupNotToItself() {
    UUID group = register(CustomerKind.GROUP, "North Holding", Optional.empty());
    UUID company = register(CustomerKind.COMPANY, "North Cable", Optional.of(group));
    assertThat(branch.done(new ShowCustomer(group)).members())
        .extracting("id")
        .containsExactly(company);
    assertThat(
            branch
                .refused(new ClassifyCustomer(group, CustomerKind.GROUP, Optional.of(company)))
                .code()
                .code())
        .isEqualTo("cycle");
    assertThat(
            branch
                .refused(
                    new ClassifyCustomer(group, CustomerKind.GROUP, Optional.of(UUID.randomUUID())))
                .errors())
        .extracting("field")
        .containsExactly("parent");
  }

  @Test
  void anAccountIsServedByOneCompanyAndADepartmentOfIt() {
    branch.done(new SaveCompany("TV-NORTH", "TV North", "7801234567", "Nevsky 5"));
    branch.done(new SaveDepartment("TV-NORTH", "SALES", "Sales", "Vyborg"));
    AccountNumber account = branch.subscriber("Olga Sergeeva");
    UUID customer = branch.customerOf(account);
    branch.done(
        new ArrangeAccount(account, customer, Optional.empty(), Payer.OWN, "TV-NORTH", "SALES"));
    assertThat(browse("", "TV-NORTH", false)).extracting("id").containsExactly(customer);
    assertThat(
            branch
                .refused(
                    new ArrangeAccount(
                        account, customer, Optional.empty(), Payer.OWN, "MAIN", "SALES"))
                .errors())
        .extracting("field")
        .containsExactly("department");
    assertThat(branch.refused(new SaveCompany("tv north", "X", "", "")).errors())
        .extracting("field")
        .containsExactly("code");
  }

  @Test
  void aContractIsKeptSealedAndReadByPermission() {
    UUID customer = branch.customerOf(branch.subscriber("Vera Petrova"));
    AddDocument order =
        new AddDocument(
            customer, "77/2026", DocumentKind.CONTRACT, LocalDate.of(2026, 11, 1), "c.pdf", PDF);
    branch.done(order);
    CustomerView.Document paper = branch.done(new ShowCustomer(customer)).documents().getFirst();
    assertThat(paper.contentType()).isEqualTo("application/pdf");
    assertThat(branch.done(new ReadDocument(customer, paper.id())).file()).isEqualTo(PDF);
    String stored =
        branch
            .database
            .one(
                row -> row.getString(0),
                "select encode(sealed, 'escape') from customer_document where id = $1",
                paper.id())
            .orElseThrow();
    assertThat(stored).doesNotContain("contract of Vera");
    assertThat(branch.refused(order).code().code()).isEqualTo("state-conflict");
    assertThat(
            refused(
                    branch.run(
                        branch.caller("carol", PartyFeature.VIEW),
                        new ReadDocument(customer, paper.id())))
                .code()
                .code())
        .isEqualTo("forbidden");
    assertThat(
            branch
                .refused(
                    new AddDocument(
                        customer,
                        "78",
                        DocumentKind.ACT,
                        LocalDate.of(2026, 11, 1),
                        "virus.pdf",
                        "MZ program".getBytes(UTF_8)))
                .errors())
        .extracting("message")
        .containsExactly("must be PDF, PNG or JPEG");
  }

  @Test
  void anInstanceWithAnotherKeyDoesNotStart() throws Exception {
    Path other = Files.createTempDirectory("other-instance");
    assertThatThrownBy(
            () -> new Documents(Seal.of(other, "documents.key")).requireKey(branch.database))
        .hasMessageContaining("copy it from the instance that made it");
  }

  @Test
  void whoIsGoneIsArchivedThenErasedByTwoPeopleAndTheBooksStay() {
    AccountNumber account = branch.subscriber("Semyon Semyonov");
    UUID customer = branch.customerOf(account);
    branch.done(new AddContact(customer, ContactKind.MESSENGER, "@semyon", "bills"));
    branch.done(
        new AddDocument(
            customer, "1", DocumentKind.CONTRACT, LocalDate.of(2026, 11, 1), "c.pdf", PDF));
    branch.done(
        new ChangePersonalData(
            account,
            Optional.of("Semyon Gorbunkov"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertThat(branch.refused(new ArchiveCustomer(customer, "gone")).detail())
        .contains("still open");
    branch.clock.set("2026-11-26T09:00:00Z");
    branch.days.rollOver(branch.database);
    branch.done(new TerminateSubscriber(account, "moved-away", "", Optional.empty()));
    assertThat(branch.refused(new ArchiveCustomer(customer, "gone")).detail())
        .contains("not settled");
    settle(account);
    branch.done(new ArchiveCustomer(customer, "gone"));

    assertThat(browse("Gorbunkov", "", false)).isEmpty();
    assertThat(browse("Gorbunkov", "", true)).extracting("id").containsExactly(customer);
    assertThat(
            branch
                .done(new BrowseSubscribers("Gorbunkov", Optional.empty(), "name", false, 0, 10))
                .items())
        .isEmpty();
    assertThat(branch.refused(new OpenAccount(customer, "START", List.of(), List.of())).code())
        .extracting("code")
        .isEqualTo("not-found");

    assertThat(branch.refused(new AskErasure(customer, "asked")).code().code())
        .isEqualTo("retention-not-over");
    branch.clock.set("2029-11-26T09:00:00Z");
    assertThat(branch.done(new TakeOutPersonalData(customer)).view().customer().name())
        .isEqualTo("Semyon Gorbunkov");
    Erasure asked = branch.done(new AskErasure(customer, "the person asked in writing"));
    assertThat(branch.refused(new ReturnFromArchive(customer)).detail()).contains("decline");
    assertThat(branch.refused(new DecideErasure(asked.id(), true, "")).code().code())
        .isEqualTo("same-person");
    long postings = branch.count("ledger_posting");
    assertThat(done(branch.run(branch.boris(), new DecideErasure(asked.id(), true, ""))).state())
        .isEqualTo(Erasure.State.ERASED);

    PersonalFile left = branch.done(new TakeOutPersonalData(customer));
    assertThat(Json.write(left))
        .doesNotContain("Gorbunkov", "Semyon", "semyon", "Nevsky", "555-01-23", "123456");
    assertThat(left.movements()).as("the books").isNotEmpty();
    assertThat(branch.count("ledger_posting")).isEqualTo(postings);
    assertThat(
            branch.database.list(
                row -> row.getString(0),
                """
                select before || after from personal_data_change p
                join account_change h on h.id = p.change_id where h.account = $1
                """,
                account.value()))
        .containsOnly("");
    branch.requireBalancedBooks();
  }

  /** Takes what stands on the balance in or out by the cash desk. */
  private static void settle(AccountNumber account) {
    Money balance = branch.balance(account);
    if (balance.isZero()) {
      return;
    }
    branch.database.inTransaction(tx -> {
      branch.accounts.lock(tx, List.of(account));
      branch.accounts.change(tx, Map.of(account, -balance.minor()));
      Posting posting =
          balance.isNegative()
              ? new Posting(
                  UUID.randomUUID(),
                  "settled",
                  Chart.CASH,
                  Chart.SUBSCRIBERS,
                  balance.negated(),
                  account.value())
              : new Posting(
                  UUID.randomUUID(),
                  "settled",
                  Chart.SUBSCRIBERS,
                  Chart.CASH,
                  balance,
                  account.value());
      branch.ledger.post(tx, branch.clock.instant(), LocalDate.of(2026, 11, 25), List.of(posting));
      return true;
    });
  }

  @Test
  void pagesAndCallsShowListAndChangeCustomers() {
    AccountNumber account = branch.subscriber("Web Customer");
    UUID customer = branch.customerOf(account);
    CustomerPages pages =
        new CustomerPages(
            branch.executor,
            () -> Companies.codes(branch.database),
            () -> Companies.departments(branch.database));
    try (TestSite site =
        TestSite.on(
                branch.test,
                "branch/openapi.yaml",
                pages,
                new PaperPages(branch.executor, pages),
                new CompanyPages(branch.executor),
                new CustomerApi(branch.executor),
                new OpeningPages(OneBranch.NW, branch.executor),
                web -> web.messages("party").messages("subscription").messages("payment"))
            .user(
                "clerk",
                PartyFeature.VIEW,
                PartyFeature.VIEW_PERSONAL,
                SubscriptionFeature.REGISTER,
                CustomerPermissions.MANAGE,
                CustomerPermissions.COMPANIES,
                CustomerPermissions.TAKE_OUT,
                CustomerPermissions.ERASE,
                CustomerPermissions.ARCHIVE,
                CustomerPermissions.DOCUMENTS)) {
      TestBrowser clerk = site.browser().login("clerk").header("Accept-Language", "en");
      assertThat(clerk.get("/customers?text=web+cust").body()).contains("Web Customer");
      assertThat(clerk.get("/customers?text=" + account).body()).contains("Web Customer");
      assertThat(clerk.get("/customers?export=csv").body()).contains("Web Customer");
      String page = "/customers/" + customer;
      assertThat(clerk.get(page).body()).contains("Web Customer", account.value(), "Papers");
      assertThat(clerk.get(page + "/new-account").body()).contains("One more account");
      assertThat(clerk.get("/companies").body()).contains("Main company");
      assertThat(clerk.get("/erasures").statusCode()).isEqualTo(200);
      assertThat(clerk.get(page + "/personal-file?format=pdf").body()).startsWith("%PDF");
      assertThat(
              clerk
                  .submit(
                      page,
                      page + "/contacts",
                      Map.of("kind", "EMAIL", "value", "web@mail.example", "_key", "c-1"))
                  .statusCode())
          .isEqualTo(303);
      assertThat(clerk.get(page).body()).contains("web@mail.example");
      HttpResponse<String> wrong =
          clerk.submit(
              page + "/accounts/" + account,
              page + "/accounts/" + account,
              Map.of("customer", "C99999999", "payer", "OWN", "place", "MAIN"));
      assertThat(wrong.statusCode()).isEqualTo(422);

      TestBrowser program = site.browser().token("clerk");
      JsonNode shown = Json.read(program.get("/api/v1" + page).body(), JsonNode.class);
      assertThat(shown.at("/customer/name").asText()).isEqualTo("Web Customer");
      HttpResponse<String> added =
          program
              .header("Idempotency-Key", "doc-1")
              .post(
                  "/api/v1"
                      + page
                      + "/documents?number=5&kind=CONTRACT&signedOn=2026-11-01&file=c.pdf",
                  "application/octet-stream",
                  new String(PDF, UTF_8));
      assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
      assertThat(
              program
                  .header("Idempotency-Key", "acc-1")
                  .postJson("/api/v1" + page + "/accounts", "{\"plan\":\"START\"}")
                  .statusCode())
          .isEqualTo(201);
      JsonNode list = Json.read(program.get("/api/v1/customers?limit=1").body(), JsonNode.class);
      assertThat(list.path("items").size()).isEqualTo(1);
      assertThat(list.path("next").asText()).isNotEmpty();
      assertThat(program.get("/api/v1/customers/not-an-id").statusCode()).isEqualTo(422);
    }
  }

  private static UUID register(CustomerKind kind, String name, Optional<UUID> parent) {
    return branch
        .done(
            new RegisterCustomer(
                kind, name, "Nevsky 2", "+7 921 555-01-00", "", Optional.empty(), parent))
        .id();
  }

  private static ArrangeAccount arrange(
      AccountNumber account, UUID customer, AccountNumber parent, Payer payer) {
    return new ArrangeAccount(account, customer, Optional.of(parent), payer, "MAIN", "");
  }

  private static List<BrowseCustomers.Item> browse(String text, String company, boolean archived) {
    return branch
        .done(
            new BrowseCustomers(
                text, Optional.empty(), company, "", archived, "number", false, 0, 50))
        .items();
  }
}
