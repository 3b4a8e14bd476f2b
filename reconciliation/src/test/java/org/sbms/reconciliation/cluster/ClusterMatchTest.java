package org.sbms.reconciliation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.core.JobStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.reconciliation.register.BadRegisterException;
import org.sbms.reconciliation.register.MatchOptions;
import org.sbms.reconciliation.register.MismatchCsv;
import org.sbms.reconciliation.register.RegisterMatcher;
import org.sbms.reconciliation.register.RegisterReport;
import org.sbms.reconciliation.sample.RegisterSample;
import org.sbms.reconciliation.sample.SamplePlan;

/** However many members there are, and whatever becomes of them, the report is that of one. */
class ClusterMatchTest {
  private static final MatchOptions ROOMY =
      new MatchOptions(2, 64L << 20, MatchOptions.temporary());

  @TempDir Path dir;
  private final List<HazelcastInstance> members = new ArrayList<>();

  @AfterEach
  void stopMembers() {
    members.forEach(member -> member.getLifecycleService().terminate());
  }

  @ParameterizedTest
  @CsvSource({"1, 65536", "2, 65536", "2, 1024"})
  void anyNumberOfMembersGivesTheReportOfOneProcessToTheByte(int count, int memoryKib)
      throws Exception {
    RegisterSample sample = sample(60_000);
    MatchOptions options = new MatchOptions(2, memoryKib * 1024L, dir);
    join(count);

    Path ofCluster = dir.resolve("cluster.csv");
    try (RegisterReport report =
        ClusterMatch.match(
            members.getFirst(), List.of(sample.origin()), List.of(sample.home()), options)) {
      MismatchCsv.write(report, ofCluster);
      assertThat(report.pairs()).isEqualTo(60_000);
      assertThat(report.matched()).isEqualTo(60_000 - 60);
    }

    assertThat(Files.mismatch(ofCluster, sample.truth())).isEqualTo(-1);
    assertThat(Files.mismatch(ofCluster, ofOneProcess(sample))).isEqualTo(-1);
    assertThat(members.getFirst().getDistributedObjects())
        .as("nothing is left of a job")
        .noneMatch(left -> left.getName().startsWith("reconcile-"));
  }

  @Test
  void aMemberKilledInTheMiddleChangesNothing() throws Exception {
    RegisterSample sample = sample(400_000);
    join(2);
    ClusterMatch match =
        ClusterMatch.start(
            members.getFirst(), List.of(sample.origin()), List.of(sample.home()), ROOMY);
    AtomicInteger begun = new AtomicInteger();
    match
        .job()
        .addStatusListener(event -> {
          if (event.getNewStatus() == JobStatus.RUNNING) {
            begun.incrementAndGet();
          }
        });
    while (match.job().getStatus() != JobStatus.RUNNING) {
      Thread.sleep(1);
    }
    members.get(1).getLifecycleService().terminate();

    Path ofCluster = dir.resolve("cluster.csv");
    try (RegisterReport report = match.report()) {
      MismatchCsv.write(report, ofCluster);
      assertThat(report.pairs()).isEqualTo(400_000);
    }
    assertThat(begun.get()).as("it was begun again").isGreaterThanOrEqualTo(2);
    assertThat(Files.mismatch(ofCluster, sample.truth())).isEqualTo(-1);
  }

  @Test
  void aBadRowIsNamedAsOneProcessNamesIt() throws Exception {
    RegisterSample sample = sample(20_000);
    List<String> lines = new ArrayList<>(Files.readAllLines(sample.home()));
    lines.set(12_345, "cut");
    lines.set(17_000, "cut");
    Path bad = Files.write(dir.resolve("bad.csv"), lines);
    join(2);

    String expected =
        message(() -> RegisterMatcher.match(List.of(sample.origin()), List.of(bad), ROOMY));
    assertThat(expected).contains("line 12346");
    assertThatThrownBy(() ->
            ClusterMatch.match(members.getFirst(), List.of(sample.origin()), List.of(bad), ROOMY))
        .isInstanceOf(BadRegisterException.class)
        .hasMessage(expected);
  }

  @Test
  void aFileThatIsNotThereIsNamedAsOneProcessNamesIt() throws Exception {
    RegisterSample sample = sample(100);
    join(1);

    assertThatThrownBy(() ->
            ClusterMatch.match(
                members.getFirst(),
                List.of(sample.origin()),
                List.of(dir.resolve("none.csv")),
                ROOMY))
        .isInstanceOf(BadRegisterException.class)
        .hasMessageContaining("none.csv: cannot be read: there is no such file");
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static String message(Attempt attempt) throws Exception {
    try {
      attempt.run();
      return "";
    } catch (BadRegisterException bad) {
      return String.valueOf(bad.getMessage());
    }
  }

  private RegisterSample sample(int pairs) throws IOException {
    RegisterSample sample = RegisterSample.in(dir);
    sample.write(SamplePlan.of(pairs, 7));
    return sample;
  }

  private Path ofOneProcess(RegisterSample sample) throws Exception {
    Path file = dir.resolve("one.csv");
    try (RegisterReport report =
        RegisterMatcher.match(List.of(sample.origin()), List.of(sample.home()), ROOMY)) {
      MismatchCsv.write(report, file);
    }
    return file;
  }

  private void join(int count) throws Exception {
    List<Integer> ports = IntStream.range(0, count).mapToObj(_ -> freePort()).toList();
    for (int port : ports) {
      members.add(Member.start(port, ports));
    }
    Member.await(members.getFirst(), count, Duration.ofSeconds(30));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
