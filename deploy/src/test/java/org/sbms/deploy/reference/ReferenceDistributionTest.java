package org.sbms.deploy.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.reference.BranchReference;
import org.sbms.central.csv.CsvFile;
import org.sbms.central.reference.BrowseReference.BranchVersion;
import org.sbms.central.reference.BrowseReference.Distribution;
import org.sbms.central.reference.BrowseReference.ExportDataset;
import org.sbms.central.reference.BrowseReference.ExportedCsv;
import org.sbms.central.reference.BrowseReference.ShowDistribution;
import org.sbms.central.reference.CentralReference;
import org.sbms.central.reference.DecideDraft.ApproveDraft;
import org.sbms.central.reference.DraftView;
import org.sbms.central.reference.ImportDataset;
import org.sbms.central.reference.ImportMode;
import org.sbms.central.reference.ReferenceSeed;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Request;

/** Central and two branches on databases of their own: what is published arrives everywhere. */
class ReferenceDistributionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");

  private final InProcess wire = new InProcess();
  private final Operations operations = new Operations();
  private TestDatabase centralDatabase;
  private CentralReference central;
  private Executor executor;
  private Branch nw;
  private Branch so;

  @BeforeEach
  void open() {
    centralDatabase = TestDatabase.with("operation", CentralReference.MIGRATIONS);
    ReferenceSeed.loadIfEmpty(centralDatabase.database(), Clock.systemUTC());
    central =
        new CentralReference(
            centralDatabase.database(), wire, () -> List.of(NW, SO), Clock.systemUTC());
    central.register(operations);
    executor =
        new Executor(
            NodeId.CENTRAL,
            operations,
            centralDatabase.database(),
            wire,
            AuditLog.NONE,
            Clock.systemUTC());
    wire.add(NodeId.CENTRAL, operations, executor);
    nw = new Branch(NW, Duration.ofMinutes(10));
    so = new Branch(SO, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    nw.close();
    so.close();
    central.close();
    executor.close();
    centralDatabase.close();
  }

  @Test
  void aFreshBranchLoadsEverythingAndAPublishedChangeArrivesAtOnce() {
    nw.reference.start();
    so.reference.start();
    awaitVersions(1, 1);
    assertThat(nw.reference.numberRanges().branchOf("79110800001")).contains(NW);
    assertThat(nw.reference.numberRanges().branchOf("79180000001")).contains(SO);
    assertThat(nw.reference.paymentSystems().atDesk(TODAY)).isNotEmpty();
    assertThat(nw.reference.currencies().isAccepted("KZT", TODAY)).isFalse();

    // NW looks by itself every ten minutes only: it is central's word that brings it here.
    publishAcceptanceOf("KZT");
    awaitVersions(2, 2);

    assertThat(nw.reference.currencies().isAccepted("KZT", TODAY)).isTrue();
    assertThat(so.reference.currencies().isAccepted("KZT", TODAY)).isTrue();
  }

  @Test
  void aBranchThatWasDownCatchesUpWhenItStarts() {
    nw.reference.start();
    awaitVersions(1, 0);
    publishAcceptanceOf("KZT");
    publishAcceptanceOf("BYN");
    awaitVersions(3, 0);

    so.reference.start();

    awaitVersions(3, 3);
    assertThat(so.reference.currencies().accepted(TODAY)).hasSize(2);
  }

  @Test
  void aBranchThatCouldNotBeReachedCatchesUpByItself() {
    nw.reference.start();
    so.reference.start();
    awaitVersions(1, 1);
    wire.cut(NodeId.of(SO));
    publishAcceptanceOf("KZT");
    awaitVersions(2, 1);
    assertThat(so.reference.currencies().isAccepted("KZT", TODAY)).isFalse();

    wire.mend(NodeId.of(SO));

    awaitVersions(2, 2);
  }

  /** More than a page, and more than is looked up by versions: staged here, walked there. */
  @Test
  void aVersionOfManyRowsArrivesAndGoesAgain() {
    nw.reference.start();
    awaitVersions(1, 0);
    publish("ported-numbers", numbers(25_000), ImportMode.MERGE);
    awaitVersions(2, 0);
    assertThat(nw.rows("ported-numbers")).isEqualTo(25_006);
    assertThat(nw.reference.portedNumbers().branchOf("79600024999", TODAY)).contains(SO);

    publish("ported-numbers", numbers(10), ImportMode.REPLACE);

    awaitVersions(3, 0);
    assertThat(nw.rows("ported-numbers")).isEqualTo(10);
    assertThat(nw.reference.portedNumbers().branchOf("79600024999", TODAY)).isEmpty();
  }

  private static String numbers(int count) {
    StringBuilder csv = new StringBuilder("number,branch\n");
    for (int i = 0; i < count; i++) {
      csv.append(79_600_000_000L + i).append(",SO\n");
    }
    return csv.toString();
  }

  /** One currency is accepted beside the rouble, whichever was before. */
  private void publishAcceptanceOf(String code) {
    String csv = ask(new ExportDataset("currencies", 1), ExportedCsv.class).csv();
    String changed =
        csv.lines()
            .map(line -> line.startsWith(code + ",") ? line.replace(",false,", ",true,") : line)
            .collect(Collectors.joining("\r\n"));
    publish("currencies", changed, ImportMode.REPLACE);
  }

  private void publish(String dataset, String csv, ImportMode mode) {
    DraftView draft =
        run(
            "olga",
            new ImportDataset(
                dataset, dataset + ".csv", CsvFile.of(csv), mode, ImportDataset.Afterwards.SUBMIT));
    run("pavel", new ApproveDraft(draft.id(), ""));
  }

  private void awaitVersions(long atNw, long atSo) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() ->
            assertThat(ask(new ShowDistribution(), Distribution.class).items())
                .extracting(BranchVersion::version)
                .containsExactly(atNw, atSo));
  }

  private <R> R ask(Operation<R> question, Class<R> type) {
    return type.cast(done(executor.run(person("olga"), Request.query(question))));
  }

  private <R> R run(String login, Operation<R> command) {
    return done(
        executor.run(person(login), Request.command(command, UUID.randomUUID().toString())));
  }

  private Caller person(String login) {
    return new Caller(
        new Actor(NodeId.CENTRAL, login, "reference"),
        NodeId.CENTRAL,
        operations.all().stream().map(OperationSpec::permission).collect(Collectors.toSet()));
  }

  private static <R> R done(Outcome<R> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private final class Branch implements AutoCloseable {
    private final TestDatabase database =
        TestDatabase.with("operation", BranchReference.MIGRATIONS);
    private final BranchReference reference;
    private final Executor executor;

    Branch(BranchCode code, Duration checkEvery) {
      NodeId id = NodeId.of(code);
      reference =
          new BranchReference(
              id, database.database(), wire, Clock.systemUTC(), () -> {}, checkEvery);
      Operations own = new Operations();
      reference.register(own);
      executor = new Executor(id, own, database.database(), wire, AuditLog.NONE, Clock.systemUTC());
      wire.add(id, own, executor);
    }

    long rows(String dataset) {
      return database
          .database()
          .one(
              row -> row.getLong(0),
              "select count(*) from reference_row where dataset = $1",
              dataset)
          .orElseThrow();
    }

    @Override
    public void close() {
      reference.close();
      executor.close();
      database.close();
    }
  }
}
