package org.sbms.central.branches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.directory.Directory;
import org.sbms.contract.directory.Enrolment;
import org.sbms.contract.directory.PullDirectory;
import org.sbms.contract.directory.RenewCertificate;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.json.Json;
import org.sbms.kit.peer.CertificateRequest;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.DirectoryDocument;
import org.sbms.kit.peer.HeldDirectory;
import org.sbms.kit.peer.Pem;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;

/** How a branch becomes one, stays one, and ceases to be trusted. */
class BranchesTest {
  private static final BranchCode NW = new BranchCode("NW");

  @TempDir Path folder;
  private TestCentral central;

  @BeforeEach
  void start() {
    central = new TestCentral(folder);
  }

  @AfterEach
  void stop() {
    central.close();
  }

  private static ReportHealth health(long journalHead) {
    return new ReportHealth(
        "1.0", Instant.now(), journalHead, 3, 7, 1, Instant.now().plus(Duration.ofDays(90)));
  }

  private ListBranches.Branch nw() {
    return central.done(new ListBranches()).items().getFirst();
  }

  @Test
  void anEnrolledBranchIsLetInAndSaysHowItIs() {
    try (Member nw = central.join("NW", 1)) {
      assertThat(nw().health()).isEqualTo(ListBranches.Health.DOWN);
      assertThat(nw.ask(Member.REPORT, health(42))).isInstanceOf(Outcome.Done.class);
      ListBranches.Branch seen = nw();
      assertThat(seen.health()).isEqualTo(ListBranches.Health.UP);
      assertThat(seen.enrolled()).isTrue();
      assertThat(seen.journalHead()).isEqualTo(42);
      assertThat(seen.lag()).as("central holds it to 40").isEqualTo(2);
      assertThat(seen.referenceVersion()).isEqualTo(7);
      assertThat(seen.outboxDepth()).isEqualTo(3);
    }
  }

  @Test
  void aBranchThatGoesSilentIsLateAndThenDown() {
    try (Member nw = central.join("NW", 1)) {
      nw.ask(Member.REPORT, health(1));
      assertThat(nw().health()).isEqualTo(ListBranches.Health.UP);
      central.time.step(Duration.ofSeconds(20));
      assertThat(nw().health()).isEqualTo(ListBranches.Health.LATE);
      central.time.step(Duration.ofSeconds(30));
      assertThat(nw().health()).isEqualTo(ListBranches.Health.DOWN);
    }
  }

  @Test
  void aCodeWorksOnce() {
    central.register("NW", 1);
    String code = central.newCode("NW");
    assertThat(central.enrol("NW", code).statusCode()).isEqualTo(200);
    assertRefused(central.enrol("NW", code));
  }

  @Test
  void aRequestWhoseAnswerWasLostMayComeAgainUnderItsCodeButNoOther() {
    central.register("NW", 1);
    String code = central.newCode("NW");
    NodeId name = new NodeId("NW");
    String request =
        Json.write(
            new Enrolment(
                "NW",
                code,
                CertificateRequest.write(name, CertificateRequest.newKeyPair()),
                CertificateRequest.write(name, CertificateRequest.newKeyPair())));
    assertThat(central.post(request).statusCode()).isEqualTo(200);

    assertThat(central.post(request).statusCode()).isEqualTo(200);
    assertRefused(central.enrol("NW", code));
    central.time.step(Duration.ofMinutes(10));
    assertRefused(central.post(request));
  }

  @Test
  void aCodeWorksForTenMinutes() {
    central.register("NW", 1);
    String code = central.newCode("NW");
    central.time.step(Duration.ofMinutes(10));
    assertRefused(central.enrol("NW", code));
  }

  @Test
  void aCodeWorksForItsOwnBranchOnly() {
    central.register("NW", 1);
    central.register("SO", 2);
    assertRefused(central.enrol("SO", central.newCode("NW")));
    assertRefused(central.enrol("XX", "AAAAA-AAAAA-AAAAA-AAAAA"));
    assertRefused(
        central.enrol("not a branch", "AAAAA", CertificateRequest.newKeyPair(), new NodeId("NW")));
  }

  @Test
  void aNewCodeVoidsTheOlderOne() {
    central.register("NW", 1);
    String older = central.newCode("NW");
    String newer = central.newCode("NW");
    assertRefused(central.enrol("NW", older));
    assertThat(central.enrol("NW", newer).statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestForAnotherNameIsRefusedAndTheCodeStaysGood() {
    central.register("NW", 1);
    String code = central.newCode("NW");
    HttpResponse<String> answer =
        central.enrol("NW", code, CertificateRequest.newKeyPair(), new NodeId("SO"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("another name");
    assertThat(central.enrol("NW", code).statusCode()).isEqualTo(200);
  }

  @Test
  void codesStandInNoTable() {
    central.register("NW", 1);
    String code = central.newCode("NW");
    for (String table : List.of("enrolment_code", "operation_execution")) {
      Optional<String> found =
          central
              .database
              .database()
              .one(row -> row.getString(0), "select string_agg(t::text, ' ') from " + table + " t");
      assertThat(found.orElse("")).doesNotContain(code);
    }
  }

  @Test
  void whoFailsTooOftenWaits() {
    central.register("NW", 1);
    for (int failure = 0; failure < 5; failure++) {
      assertRefused(central.enrol("NW", "AAAAA-AAAAA-AAAAA-AAAAA"));
    }
    HttpResponse<String> answer = central.enrol("NW", central.newCode("NW"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void anEnrolmentThatIsNoneIsRefused() {
    assertThat(central.post("hello").statusCode()).isEqualTo(422);
    assertThat(central.post("x".repeat(40_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void aRevokedCertificateIsRefusedOnALiveConnectionAndNamedInTheDirectory() {
    try (Member nw = central.join("NW", 1)) {
      assertThat(nw.ask(Member.REPORT, health(1))).isInstanceOf(Outcome.Done.class);
      String serial = nw.credentials.current().identity().serial();
      central.done(new RevokeCertificate(serial, "stolen"));
      assertThat(nw.ask(Member.REPORT, health(2))).isInstanceOf(Outcome.Refused.class);
      assertThat(central.events).extracting(SecurityEvent::kind).contains("certificate-revoked");
      assertThat(central.directory.find(new NodeId("NW")).orElseThrow().revoked())
          .containsExactly(serial);
      assertThat(nw().enrolled()).isFalse();
      assertThat(central.done(new ListCertificates(NW)).items().getFirst().why())
          .isEqualTo("stolen");
    }
  }

  @Test
  void whatOneInstanceOfCentralRevokesTheOthersRefuseSoon() {
    HeldDirectory known = new HeldDirectory();
    try (Member nw = central.join("NW", 1);
        BranchesFeature other = central.instance(known)) {
      other.start();
      String serial = nw.credentials.current().identity().serial();
      assertThat(known.isRevoked(nw.id, serial)).isFalse();
      central.done(new RevokeCertificate(serial, "stolen"));
      await().until(() -> known.isRevoked(nw.id, serial));
    }
  }

  @Test
  void aCertificateThatAnotherInstanceRevokedAMomentAgoIsNotRenewed() {
    try (Member nw = central.join("NW", 1)) {
      central.database.asSuperuser(
          "update branch_certificate set revoked_at = now(), revoked_by = 'a', revoked_why = 'b'");
      String request = CertificateRequest.write(nw.id, CertificateRequest.newKeyPair());
      assertThat(nw.ask(Member.RENEW, new RenewCertificate(request, request)))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused -> assertThat(refused.refusal().detail()).contains("has been revoked"));
    }
  }

  @Test
  void aBranchRenewsUnderItsOldCertificate() {
    try (Member nw = central.join("NW", 1)) {
      KeyPair keys = CertificateRequest.newKeyPair();
      String web = CertificateRequest.write(nw.id, CertificateRequest.newKeyPair());
      Outcome<RenewCertificate.Certificates> outcome =
          nw.ask(Member.RENEW, new RenewCertificate(CertificateRequest.write(nw.id, keys), web));
      RenewCertificate.Certificates renewed =
          ((Outcome.Done<RenewCertificate.Certificates>) outcome).result();
      nw.credentials.replace(
          new Credential(
              keys.getPrivate(),
              Pem.certificates(renewed.node()).getFirst(),
              Pem.certificates(renewed.authorities())));
      assertThat(nw.ask(Member.REPORT, health(1))).isInstanceOf(Outcome.Done.class);
      assertThat(central.done(new ListCertificates(NW)).items()).hasSize(2);
    }
  }

  @Test
  void aBranchCannotRenewInTheNameOfAnother() {
    central.register("SO", 2);
    try (Member nw = central.join("NW", 1)) {
      String request = CertificateRequest.write(new NodeId("SO"), CertificateRequest.newKeyPair());
      assertThat(nw.ask(Member.RENEW, new RenewCertificate(request, request)))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void aChangeMakesANewDirectoryThatBranchesCanPull() {
    try (Member nw = central.join("NW", 1)) {
      long before = nw.directory.version();
      central.register("SO", 2);
      Outcome<PullDirectory.Signed> pulled = nw.ask(Member.PULL, new PullDirectory());
      Directory directory =
          DirectoryDocument.read(
              ((Outcome.Done<PullDirectory.Signed>) pulled).result().jws(),
              nw.credentials.current().authorities());
      assertThat(directory.version()).isGreaterThan(before);
      assertThat(directory.nodes())
          .extracting(entry -> entry.node().value())
          .containsExactly("central", "NW", "SO");
      assertThat(nw.directory.accept(directory)).isTrue();
      assertThat(nw.directory.accept(directory)).as("never an older or the same").isFalse();
    }
  }

  @Test
  void registeringTwiceChangesNothingAndARegionBelongsToOneBranch() {
    central.register("NW", 1);
    long version = central.directory.version();
    central.register("NW", 1);
    assertThat(central.directory.version()).isEqualTo(version);
    assertThat(
            central.asAdmin(
                new RegisterBranch(
                    new BranchCode("SO"), "South", 1, java.net.URI.create("https://x:1"))))
        .isInstanceOf(Outcome.Refused.class);
  }

  private void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("\"code\":\"enrolment-refused\"", "enrols nobody");
    assertThat(central.events).extracting(SecurityEvent::kind).contains("enrolment-refused");
  }
}
