package org.sbms.branch.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.SignedStatement;

/** NW keeps what SO tells of its journal, and tells its own. */
class PeerHeadsTest {
  private static final NodeId NW = new NodeId("NW");
  private static final NodeId SO = new NodeId("SO");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir Path folder;
  private CertificateAuthority authority;
  private Credential so;
  private PeerHeads heads;
  private final TestDatabase nw = TestDatabase.with("journal", "party", "day");

  @BeforeEach
  void trust() {
    authority = CertificateAuthority.openOrCreate(folder.resolve("ca"), InstantSource.fixed(NOON));
    so = authority.issueNode(SO, List.of());
    List<X509Certificate> roots = List.of(authority.root());
    heads =
        new PeerHeads(
            (jws, node) -> SignedStatement.read(jws, node, roots), InstantSource.fixed(NOON));
  }

  @AfterEach
  void close() {
    nw.close();
  }

  @Test
  void theLongestThatABranchHasToldIsKeptAndShown() {
    String first = head("SO", 41, so);
    String longer = head("SO", 43, so);
    hear(SO, first);
    assertThat(held()).containsExactly(first);
    hear(SO, longer);
    hear(SO, head("SO", 42, so)); // an old one, or a tail that was cut: the longer one stays
    assertThat(held()).containsExactly(longer);
  }

  @Test
  void whatAnotherBranchSignedOrNobodyIsRefused() {
    Credential ur = authority.issueNode(new NodeId("UR"), List.of());
    Credential stranger =
        CertificateAuthority.openOrCreate(folder.resolve("another"), InstantSource.fixed(NOON))
            .issueNode(SO, List.of());
    hear(SO, head("SO", 41, ur));
    hear(SO, head("UR", 41, so));
    hear(SO, head("SO", 41, stranger));
    hear(SO, "no statement");
    assertThat(held()).isEmpty();
  }

  @Test
  void eachBranchIsToldNowAndThenAndCentralNever() {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    BusinessDays days =
        new BusinessDays(
            new Journal(new BranchCode("NW")), ZoneOffset.UTC, Clock.fixed(NOON, ZoneOffset.UTC));
    days.rollOver(nw.database());
    OwnHead own =
        new OwnHead(
            new DayStatements(
                new BranchCode("NW"),
                new Journal(new BranchCode("NW")),
                days,
                statement -> statement.branch() + " at " + statement.number(),
                Clock.fixed(NOON, ZoneOffset.UTC)),
            now::get);
    assertThat(own.tell(SO)).as("nothing is signed yet").isEmpty();
    own.sign(nw.database());
    assertThat(own.tell(SO)).contains("NW at 0");
    assertThat(own.tell(SO)).as("at once again").isEmpty();
    assertThat(own.tell(new NodeId("UR"))).contains("NW at 0");
    assertThat(own.tell(NodeId.CENTRAL)).isEmpty();
    now.set(NOON.plusSeconds(31));
    assertThat(own.tell(SO)).contains("NW at 0");
  }

  private void hear(NodeId from, String statement) {
    heads.hear(from, statement);
    heads.keep(nw.database());
  }

  private List<String> held() {
    return PeerHeads.held(nw.database()).stream().map(head -> head.statement()).toList();
  }

  private static String head(String branch, long number, Credential signer) {
    return SignedStatement.sign(
        new JournalStatement(
            new BranchCode(branch),
            LocalDate.of(2026, 11, 26),
            false,
            NOON,
            number,
            "ab".repeat(32),
            List.of()),
        signer);
  }
}
