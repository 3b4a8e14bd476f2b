package org.sbms.branch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.OneBranch;
import org.sbms.branch.intake.WorkOnIntakes.BeginIntake;
import org.sbms.branch.intake.WorkOnIntakes.CancelIntake;
import org.sbms.branch.intake.WorkOnIntakes.ListProblems;
import org.sbms.branch.intake.WorkOnIntakes.ShowIntake;
import org.sbms.branch.intake.WorkOnIntakes.StartIntake;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.FindSubscriber;
import org.sbms.kit.json.Json;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** A base comes in from a file: checked, loaded in batches, and never twice. */
class IntakeTest {
  private static final String HEADER =
      "account_id,customer_id,kind,name,address,phone,email,plan,services,phones,logins,balance,"
          + "since,state,company\n";
  private static OneBranch branch;
  private static IntakeFeature intakes;

  @BeforeAll
  static void open() {
    branch = new OneBranch(IntakeFeature.MIGRATIONS);
    intakes =
        new IntakeFeature(
            OneBranch.NW,
            branch.database,
            branch.days,
            branch.ledger,
            new PersonalDataRules(_ -> true),
            OneBranch.RUB,
            branch.clock,
            new Random(5));
    intakes.register(branch.operations);
  }

  @AfterAll
  static void close() {
    branch.close();
  }

  @Test
  void aFamilyWithTwoAccountsComesWithBalancesServicesAndNumbers() {
    Intake checked =
        check(
            "old-1",
            HEADER
                + "A1,K1,FAMILY,\"Ivanov, Ivan\",Nevsky 1,+7 921 111-22-33,i@mail.example,START,"
                + "SPORT KINO,89217000001,ivanov,120.50,2019-03-01,ACTIVE,\n"
                + "A2,K1,FAMILY,Ivanov Ivan,Nevsky 1,,,FAMILY,,,,-300,2020-02-29,SUSPENDED,MAIN\n");
    assertThat(checked.problems()).as(problems(checked.id()).toString()).isZero();
    assertThat(checked.customers()).isEqualTo(1);
    assertThat(checked.opening()).isEqualTo(Money.parse("179.50", "RUB").negated());
    assertThat(
            branch.database.one(
                row -> row.getLong(0),
                "select count(*) from intake_account where source = 'old-1'"))
        .as("a preview loads nothing")
        .contains(0L);

    Intake loaded = load(checked.id());
    assertThat(loaded.state()).isEqualTo(Intake.State.DONE);
    assertThat(loaded.loaded()).isEqualTo(2);
    AccountNumber first = account("old-1", "A1");
    AccountNumber second = account("old-1", "A2");
    assertThat(branch.balance(first)).isEqualTo(Money.parse("120.50", "RUB"));
    assertThat(branch.balance(second)).isEqualTo(Money.parse("300.00", "RUB").negated());
    assertThat(branch.customerOf(first)).isEqualTo(branch.customerOf(second));
    assertThat(branch.done(new FindSubscriber("+7 921 700-00-01", OneBranch.NW)).items())
        .extracting("account")
        .containsExactly(first);
    assertThat(services(first)).containsExactly("KINO", "SPORT");
    assertThat(branch.count("intake_line")).as("personal data put aside is gone").isZero();
    branch.requireBalancedBooks();
  }

  @Test
  void theSameFileAgainAddsNothingAndACorrectedOneOnlyWhatIsNew() {
    String good = HEADER + line("B1", "START", "9217000101") + line("B2", "START", "9217000102");
    Intake first = check("old-2", good);
    load(first.id());
    long accounts = branch.count("account");

    Intake again = check("old-2", good);
    assertThat(again.id()).as("the same file is the same intake").isEqualTo(first.id());
    assertThat(again.state()).isEqualTo(Intake.State.DONE);
    Intake longer = check("old-2", good + line("B3", "START", "9217000103"));
    assertThat(longer.known()).isEqualTo(2);
    assertThat(longer.wanted()).isEqualTo(1);
    load(longer.id());
    assertThat(branch.count("account")).isEqualTo(accounts + 1);
    branch.requireBalancedBooks();
  }

  @Test
  void twoFilesThatBringTheSameAccountBringItOnce() {
    Intake one = check("old-3", HEADER + line("C1", "START", "9217000201"));
    Intake two =
        check("old-3", HEADER + line("C1", "START", "9217000299") + line("C2", "START", ""));
    load(one.id());
    Intake loaded = load(two.id());
    assertThat(loaded.loaded()).isEqualTo(1);
    assertThat(loaded.known()).isEqualTo(1);
  }

  @Test
  void everyMistakeIsSaidByLineAndColumnAndTheOtherLinesGoOn() {
    branch.subscriber("Has Phone");
    String taken =
        branch
            .database
            .one(row -> row.getString(0), "select value from identifier order by value limit 1")
            .orElseThrow();
    Intake checked =
        check(
            "old-4",
            HEADER
                + line("D1", "START", "9217000301")
                + line("D2", "NO-SUCH", "")
                + line("D1", "START", "")
                + line("D4", "START", "9217000301")
                + line("D5", "START", taken)
                + "D6,,PERSON,7,,,,START,,,,twelve,2030-01-01,GONE,\n"
                + "D7,,PERSON,Short Line\n"
                + "D8,,PERSON,No Company,,,,START,GOLF,,,,,,NOBODY\n"
                + "D9,,PERSON,Last Good,,,,START,,,,-0.01,,,\n");
    assertThat(problems(checked.id()))
        .extracting(problem -> problem.line() + ":" + problem.field())
        .containsExactly(
            "3:plan",
            "4:account_id",
            "5:phones",
            "6:phones",
            "7:name",
            "7:balance",
            "7:since",
            "7:state",
            "8:",
            "9:services",
            "9:company");
    assertThat(checked.lines()).isEqualTo(9);
    assertThat(checked.bad()).isEqualTo(7);
    assertThat(load(checked.id()).loaded()).isEqualTo(2);
    branch.requireBalancedBooks();
  }

  @Test
  void aFileThatIsNoneIsRefusedWithAReason() {
    assertThat(reasons(check("old-5", ""))).containsExactly("is missing: the file is empty");
    assertThat(reasons(check("old-5", "account_id,name,colour\n1,Anna A,red\n")))
        .containsExactly("is missing from the header", "is no column that is known here");
    assertThat(reasons(check("old-5", HEADER + "E1,,PERSON,\"Cut in the mid")))
        .containsExactly("is cut or has quotes that do not match");
    Intake none = check("old-5", HEADER);
    assertThat(branch.refused(new StartIntake(none.id())).detail()).contains("No line");
  }

  @Test
  void aLoadThatIsKilledGoesOnAndACancelledOneStops() {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < Loading.BATCH + 500; i++) {
      csv.append(line("F" + i, "START", "921800%04d".formatted(i)));
    }
    Intake checked = check("old-6", csv.toString());
    branch.done(new StartIntake(checked.id()));
    intakes.step(checked.id());
    assertThat(branch.done(new ShowIntake(checked.id())).loaded()).isEqualTo(Loading.BATCH);
    branch.requireBalancedBooks();
    // Whoever comes next knows no more than the tables say.
    intakes.work(branch.done(new ShowIntake(checked.id())));
    assertThat(branch.done(new ShowIntake(checked.id())).loaded()).isEqualTo(Loading.BATCH + 500);
    assertThat(branch.refused(new CancelIntake(checked.id())).detail()).contains("over already");

    Intake other = check("old-6", HEADER + line("G1", "START", ""));
    branch.done(new CancelIntake(other.id()));
    assertThat(branch.refused(new StartIntake(other.id())).code().code())
        .isEqualTo("state-conflict");
  }

  @Test
  void pagesAndCallsTakeAFileAndShowItsProgress() {
    try (TestSite site =
        TestSite.on(branch.test, "branch/openapi.yaml", new IntakeWeb(branch.executor, intakes))
            .user("manager", IntakeFeature.IMPORT)
            .user("clerk")) {
      TestBrowser program = site.browser().token("manager");
      JsonNode sent =
          Json.read(
              program
                  .header("Idempotency-Key", "in-1")
                  .post(
                      "/api/v1/intakes?source=old-7&file=base.csv",
                      "text/csv",
                      HEADER + line("H1", "START", "") + line("H2", "NONE", ""))
                  .body(),
              JsonNode.class);
      UUID id = UUID.fromString(sent.path("id").asText());
      intakes.work(branch.done(new ShowIntake(id)));
      assertThat(program.get("/api/v1/intakes/" + id + "/problems").body())
          .contains("is not a plan of this branch");
      assertThat(program.header("Idempotency-Key", "").get("/api/v1/intakes").body())
          .contains("old-7");
      TestBrowser manager = site.browser().login("manager").header("Accept-Language", "en");
      String page = manager.get("/intakes/" + id).body();
      assertThat(page).contains("Load 1", "Mistakes", "base.csv");
      assertThat(manager.get("/intakes/" + id + "?export=csv").body()).contains("plan");
      assertThat(
              manager.submit("/intakes/" + id, "/intakes/" + id + "/start", Map.of()).statusCode())
          .isEqualTo(303);
      assertThat(manager.get("/intakes").body()).contains("base.csv", "Loading");
      assertThat(site.browser().token("clerk").get("/api/v1/intakes").statusCode()).isEqualTo(403);
      branch.done(new CancelIntake(id));
    }
  }

  private static Intake check(String source, String csv) {
    Path file = file(csv);
    Intake received =
        OneBranch.done(
            intakes.receive(
                branch.executor,
                branch.caller("manager", IntakeFeature.IMPORT),
                new BeginIntake(source, "base.csv", IntakeWeb.sha256(file)),
                UUID.randomUUID().toString(),
                file));
    if (received.state() == Intake.State.CHECKING) {
      intakes.work(received);
    }
    return show(received.id());
  }

  private static Intake load(UUID id) {
    OneBranch.done(branch.run(branch.caller("manager", IntakeFeature.IMPORT), new StartIntake(id)));
    intakes.work(show(id));
    return show(id);
  }

  private static Intake show(UUID id) {
    return OneBranch.done(
        branch.run(branch.caller("manager", IntakeFeature.IMPORT), new ShowIntake(id)));
  }

  private static List<Intake.Problem> problems(UUID id) {
    return OneBranch.done(
            branch.run(
                branch.caller("manager", IntakeFeature.IMPORT), new ListProblems(id, 0, 100)))
        .items();
  }

  private static List<String> reasons(Intake intake) {
    return problems(intake.id()).stream().map(Intake.Problem::reason).toList();
  }

  private static String line(String id, String plan, String phone) {
    return id + ",,PERSON,Anna Berg,Nevsky 3,,," + plan + ",," + phone + ",,,,,\n";
  }

  private static AccountNumber account(String source, String id) {
    return branch
        .database
        .one(
            row -> new AccountNumber(row.getString(0)),
            "select account from intake_account where source = $1 and external_id = $2",
            source,
            id)
        .orElseThrow();
  }

  private static List<String> services(AccountNumber account) {
    return branch.database.list(
        row -> row.getString(0),
        "select service from account_service where account = $1 order by 1",
        account.value());
  }

  private static Path file(String text) {
    try {
      return Files.writeString(Files.createTempFile("base", ".csv"), text);
    } catch (IOException full) {
      throw new IllegalStateException(full);
    }
  }
}
