package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.ClientView.BranchRow;
import org.sbms.central.corporate.WorkOnClients.ArchiveClient;
import org.sbms.central.corporate.WorkOnClients.ArchiveDepartment;
import org.sbms.central.corporate.WorkOnClients.CreateClient;
import org.sbms.central.corporate.WorkOnClients.CreateDepartment;
import org.sbms.central.corporate.WorkOnClients.MoveDepartment;
import org.sbms.central.corporate.WorkOnClients.RenameDepartment;
import org.sbms.central.corporate.WorkOnMembers.AttachFile;
import org.sbms.central.corporate.WorkOnMembers.AttachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.DetachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.MoveSubscribers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.SubscriberState;

/** The tree, its subscribers, and the one view of them. */
class ClientsTest {
  private final CorporateBench bench = new CorporateBench();
  private final FakeBranches branches = bench.branches;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aTreeIsBuiltRenamedMovedAndArchived() {
    Client client = bench.client("Northern Post");
    UUID sales = bench.department(client, Optional.empty(), "Sales");
    UUID north = bench.department(client, Optional.of(sales), "North");
    UUID works = bench.department(client, Optional.empty(), "Works");

    assertThat(bench.refused(new CreateDepartment(client.id(), Optional.empty(), "sales")).errors())
        .extracting(Refusal.FieldError::message)
        .containsExactly("is the name of another department there");
    assertThat(bench.refused(new MoveDepartment(client.id(), sales, Optional.of(north))).errors())
        .isNotEmpty();
    bench.done(new MoveDepartment(client.id(), north, Optional.of(works)));
    bench.done(new RenameDepartment(client.id(), north, "Yard"));
    assertThat(bench.view(client).departments())
        .extracting(ClientView.DepartmentRow::path)
        .containsExactly("Sales", "Works", "Works / Yard");

    assertThat(bench.refused(new ArchiveDepartment(client.id(), works)).detail())
        .contains("not empty");
    bench.done(new ArchiveDepartment(client.id(), north));
    bench.done(new ArchiveDepartment(client.id(), works));
    assertThat(bench.view(client).departments()).hasSize(1);

    assertThat(
            bench
                .refused(new CreateClient("Other", client.taxId(), new BranchCode("SO"), ""))
                .errors())
        .extracting(Refusal.FieldError::field)
        .containsExactly("taxId");
    bench.done(new ArchiveClient(client.id()));
    assertThat(
            bench
                .refused(new CreateDepartment(client.id(), Optional.empty(), "Late"))
                .code()
                .code())
        .isEqualTo("state-conflict");
  }

  @Test
  void subscribersOfManyBranchesAreAttachedAndSummedByDepartmentAndByBranch() {
    Client client = bench.client("Northern Post");
    UUID sales = bench.department(client, Optional.empty(), "Sales");
    UUID north = bench.department(client, Optional.of(sales), "North");
    AccountNumber a = branches.open("NW", 1, 100_00);
    AccountNumber b = branches.open("SO", 2, -40_00);
    AccountNumber c = branches.open("UR", 3, -5_00);

    assertThat(bench.attach(client, Optional.of(sales), a).unverified()).isZero();
    bench.attach(client, Optional.of(north), b);
    bench.attach(client, Optional.empty(), c);

    ClientView view = bench.view(client);
    assertThat(view.complete()).isTrue();
    assertThat(view.accounts()).isEqualTo(3);
    assertThat(view.own()).isEqualTo(1);
    assertThat(view.totals())
        .containsExactly(new Totals(3, rub(55_00), rub(45_00), rub(3 * 350_00)));
    assertThat(view.departments())
        .extracting(
            row -> row.path() + " " + row.accounts() + " " + row.totals().getFirst().balance())
        .containsExactly("Sales 2 60.00 RUB", "Sales / North 1 -40.00 RUB");
    assertThat(view.branches())
        .extracting(row -> row.branch() + " " + row.totals().getFirst().balance())
        .containsExactly("NW 100.00 RUB", "SO -40.00 RUB", "UR -5.00 RUB");

    bench.done(new MoveSubscribers(client.id(), Optional.of(north), List.of(c)));
    assertThat(bench.view(client).own()).isZero();
    assertThat(bench.done(new DetachSubscribers(client.id(), List.of(c, a))).accounts())
        .isEqualTo(2);
    assertThat(bench.view(client).accounts()).isEqualTo(1);
  }

  @Test
  void whatCannotBeAttachedIsNamedAndNothingIsTaken() {
    Client client = bench.client("Northern Post");
    Client other = bench.client("Southern Rail");
    AccountNumber good = branches.open("NW", 1, 0);
    AccountNumber foreign = branches.open("NW", 2, 0);
    AccountNumber closed = branches.open("SO", 3, 0);
    branches.at(closed).state = SubscriberState.TERMINATED;
    AccountNumber nobody = AccountNumber.of(new BranchCode("SO"), 99);
    AccountNumber nowhere = AccountNumber.of(new BranchCode("ZZ"), 1);
    bench.attach(other, Optional.empty(), foreign);

    List<AccountNumber> all = List.of(good, foreign, closed, nobody, nowhere);
    bench.gathering.learn(bench.manager(), all);
    Refusal refusal = bench.refused(new AttachSubscribers(client.id(), Optional.empty(), all));

    assertThat(refusal.errors())
        .extracting(error -> error.field() + " " + error.message().replaceFirst("^\\S+ ", ""))
        .containsExactly(
            "accounts[1] belongs to another client",
            "accounts[2] is closed",
            "accounts[3] is not known at SO",
            "accounts[4] names no branch");
    assertThat(bench.view(client).accounts()).isZero();
  }

  @Test
  void aFileIsTakenWhollyOrEveryMistakeOfItIsNamedByLineAndColumn() {
    Client client = bench.client("Northern Post");
    UUID sales = bench.department(client, Optional.empty(), "Sales");
    bench.department(client, Optional.of(sales), "North");
    AccountNumber a = branches.open("NW", 1, 0);
    AccountNumber b = branches.open("SO", 2, 0);

    Refusal refusal =
        refusal(
            attachFile(
                client,
                "account,department\n"
                    + a
                    + ",Sales\nNW000000000,\n"
                    + b
                    + ",Nowhere\n"
                    + a
                    + ",\n\n,Sales\n"
                    + AccountNumber.of(new BranchCode("UR"), 5)
                    + ",\n"));
    assertThat(refusal.code().code()).isEqualTo("bad-csv");
    assertThat(refusal.errors())
        .extracting(error -> error.field() + " " + error.message())
        .containsExactly(
            "s.csv:3:account NW000000000 has a wrong check digit: is a digit mistyped?",
            "s.csv:4:department Nowhere is no department of this client",
            "s.csv:5:account " + a + " stands in line 2 already",
            "s.csv:7:account must be filled in",
            "s.csv:8:account " + AccountNumber.of(new BranchCode("UR"), 5) + " is not known at UR");
    assertThat(bench.view(client).accounts()).isZero();
    assertThat(refusal(attachFile(client, "")).errors().getFirst().message())
        .contains("the file is empty");
    assertThat(refusal(attachFile(client, "konto\n1\n")).errors())
        .extracting(Refusal.FieldError::message)
        .contains("is no column here", "is missing from the header");

    bench.gathering.learn(bench.manager(), List.of(a, b));
    assertThat(
            CorporateBench.result(
                attachFile(client, "department,account\nsales / north," + a + "\n," + b + "\n")))
        .isEqualTo(new WorkOnMembers.Attached(2, 0));
    assertThat(bench.ask(BrowseMembers.all(client.id(), 10)).items())
        .extracting(member -> member.account() + " " + member.path())
        .containsExactly(a + " Sales / North", b + " ");
  }

  @Test
  void aBranchThatIsDownLeavesSubscribersUnverifiedUntilItAnswers() {
    Client client = bench.client("Northern Post");
    AccountNumber a = branches.open("SO", 1, 7_00);
    branches.down.add("SO");
    assertThat(bench.attach(client, Optional.empty(), a).unverified()).isEqualTo(1);

    ClientView down = bench.view(client);
    assertThat(down.complete()).isFalse();
    assertThat(down.silent())
        .extracting(BranchRow::branch, BranchRow::asOf)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(new BranchCode("SO"), Optional.empty()));
    assertThat(member(client).verified()).isFalse();

    branches.down.clear();
    assertThat(bench.view(client).complete()).isTrue();
    assertThat(member(client).verified()).isTrue();
    assertThat(member(client).figures().orElseThrow().balance()).isEqualTo(rub(7_00));
  }

  @Test
  void oneSlowBranchHoldsNobodyUpAndItsLateAnswerIsKept() {
    Client client = bench.client("Northern Post");
    AccountNumber a = branches.open("NW", 1, 1_00);
    AccountNumber b = branches.open("SO", 2, 2_00);
    bench.attach(client, Optional.empty(), a, b);
    java.time.Instant first = bench.view(client).branches().get(1).asOf().orElseThrow();
    branches.at(a).balanceMinor = 10_00;
    branches.at(b).balanceMinor = 20_00;
    CountDownLatch latch = new CountDownLatch(1);
    branches.slow.put("SO", latch);

    long begun = System.nanoTime();
    ClientView partial = bench.view(client);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    assertThat(partial.complete()).isFalse();
    assertThat(partial.totals().getFirst().balance()).isEqualTo(rub(12_00));
    BranchRow silent = partial.silent().getFirst();
    assertThat(silent.problem()).contains("did not answer within");
    assertThat(silent.asOf()).contains(first);

    latch.countDown();
    org.awaitility.Awaitility.await()
        .until(() ->
            bench
                .ask(new ShowClient(client.id()))
                .totals()
                .getFirst()
                .balance()
                .equals(rub(30_00)));
  }

  @Test
  void subscribersAreFilteredSortedAndPaged() {
    Client client = bench.client("Northern Post");
    UUID sales = bench.department(client, Optional.empty(), "Sales");
    for (int i = 1; i <= 6; i++) {
      bench.attach(
          client,
          i % 2 == 0 ? Optional.of(sales) : Optional.empty(),
          branches.open(i <= 3 ? "NW" : "SO", i, i * 100 - 250));
    }
    bench.view(client);
    assertThat(found(client, "", Optional.empty(), true, "balance", 0, 10)).isEqualTo("-150 -50");
    assertThat(found(client, "SO", Optional.empty(), false, "-balance", 0, 10))
        .isEqualTo("350 250 150");
    assertThat(found(client, "", Optional.of(sales), false, "balance", 0, 10))
        .isEqualTo("-50 150 350");
    assertThat(found(client, "", Optional.empty(), false, "balance", 2, 2)).isEqualTo("50 150");
  }

  @Test
  void aStatementHasEveryMovementBetweenOpeningAndClosing() {
    Client client = bench.client("Northern Post");
    UUID sales = bench.department(client, Optional.empty(), "Sales");
    AccountNumber a = branches.open("NW", 1, 0);
    AccountNumber b = branches.open("SO", 2, 0);
    AccountNumber c = branches.open("UR", 3, 0);
    bench.attach(client, Optional.of(sales), a, b);
    bench.attach(client, Optional.empty(), c);
    LocalDate first = LocalDate.of(2026, 10, 1);
    branches.move(a, first.minusDays(1), "payment", 500_00);
    branches.move(a, first, "monthly-charge", -300_00);
    branches.move(a, first.plusDays(9), "payment", 50_00);
    branches.move(a, first.plusDays(30), "payment-from-SO", 20_00);
    branches.move(a, first.plusDays(31), "monthly-charge", -300_00);
    branches.move(b, first.plusDays(3), "payment", 10_00);
    branches.down.add("UR");

    Statement statement =
        CorporateBench.result(
            bench.statements.of(bench.manager(), client.id(), first, first.plusDays(30)));

    assertThat(statement.complete()).isFalse();
    assertThat(statement.missing())
        .extracting(missing -> missing.branch() + " " + missing.accounts())
        .containsExactly("UR 1");
    Statement.AccountPart part = statement.accounts().getFirst();
    assertThat(part.sums())
        .isEqualTo(
            new Statement.Part(a.value(), 1, rub(500_00), rub(70_00), rub(-300_00), rub(270_00)));
    assertThat(part.lines())
        .extracting(line -> line.kind() + " " + line.balance().minor())
        .containsExactly("monthly-charge 20000", "payment 25000", "payment-from-SO 27000");
    assertThat(statement.totals())
        .containsExactly(
            new Statement.Part("", 2, rub(500_00), rub(80_00), rub(-300_00), rub(280_00)));
    assertThat(statement.departments()).extracting(Statement.Part::name).containsExactly("Sales");
    String csv = new String(StatementCsv.write(statement), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(csv.lines().collect(Collectors.toList()))
        .hasSize(1 + (3 + 2) + (1 + 2) + 1)
        .anyMatch(line ->
            line.startsWith("NW,Sales," + a + ",Office " + a + ",2026-10-01,,opening,,500.00,RUB"))
        .anyMatch(line -> line.startsWith("UR,,,,,,missing"));
  }

  private String found(
      Client client,
      String branch,
      Optional<UUID> department,
      boolean debtors,
      String sort,
      int offset,
      int limit) {
    return bench
        .ask(
            new BrowseMembers(
                client.id(), "", branch, department, "", debtors, sort, offset, limit))
        .items()
        .stream()
        .map(member -> Long.toString(member.figures().orElseThrow().balance().minor()))
        .collect(Collectors.joining(" "));
  }

  private Member member(Client client) {
    return bench.ask(BrowseMembers.all(client.id(), 10)).items().getFirst();
  }

  private Outcome<WorkOnMembers.Attached> attachFile(Client client, String csv) {
    bench.gathering.learn(bench.manager(), MemberCsv.accountsIn("s.csv", csv));
    return bench.run(new AttachFile(client.id(), "s.csv", csv));
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static Money rub(long minor) {
    return FakeBranches.rub(minor);
  }
}
