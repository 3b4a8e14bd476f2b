package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;

class SignedStatementTest {
  private static final NodeId NW = new NodeId("NW");
  private static final NodeId SO = new NodeId("SO");
  private static final Instant NOW = Instant.parse("2026-11-22T21:00:05Z");
  private final CertificateAuthority authority =
      CertificateAuthority.create("test root", InstantSource.fixed(NOW));
  private final List<X509Certificate> roots = List.of(authority.root());
  private final Credential nw = authority.issueNode(NW, List.of());

  @Test
  void whatABranchSignedIsReadAsItWasStated() {
    JournalStatement statement = statement("NW", NOW);
    assertThat(SignedStatement.read(SignedStatement.sign(statement, nw), NW, roots))
        .isEqualTo(statement);
  }

  @Test
  void whatAnotherBranchSignedOrStatesIsRefused() {
    Credential so = authority.issueNode(SO, List.of());
    String bySo = SignedStatement.sign(statement("NW", NOW), so);
    assertThatThrownBy(() -> SignedStatement.read(bySo, NW, roots))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("somebody else");
    String ofSo = SignedStatement.sign(statement("SO", NOW), nw);
    assertThatThrownBy(() -> SignedStatement.read(ofSo, NW, roots))
        .hasMessageContaining("another branch's journal");
  }

  @Test
  void aChangedLetterOrAForeignRootIsRefused() {
    String jws = SignedStatement.sign(statement("NW", NOW), nw);
    String[] parts = jws.split("\\.");
    String changed = parts[0] + "." + parts[1].replaceFirst("^..", "AB") + "." + parts[2];
    assertThatThrownBy(() -> SignedStatement.read(changed, NW, roots))
        .isInstanceOf(IllegalArgumentException.class);
    X509Certificate foreign =
        CertificateAuthority.create("another root", InstantSource.fixed(NOW)).root();
    assertThatThrownBy(() -> SignedStatement.read(jws, NW, List.of(foreign)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignedStatement.read("no jws", NW, roots))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCertificateThatWasDeadWhenItSignedProvesNothing() {
    String late = SignedStatement.sign(statement("NW", NOW.plus(Duration.ofDays(91))), nw);
    assertThatThrownBy(() -> SignedStatement.read(late, NW, roots))
        .hasMessageContaining("dead certificate");
  }

  private static JournalStatement statement(String branch, Instant at) {
    return new JournalStatement(
        new BranchCode(branch),
        LocalDate.of(2026, 11, 22),
        true,
        at,
        41,
        "ab".repeat(32),
        List.of(new JournalStatement.Total(JournalKind.CREDIT_POSTED, "RUB", 3, 175_00)));
  }
}
