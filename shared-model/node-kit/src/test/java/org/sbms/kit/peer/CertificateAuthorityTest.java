package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.contract.NodeId;

class CertificateAuthorityTest {
  private static final NodeId NW = new NodeId("NW");
  private final Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private final CertificateAuthority authority =
      CertificateAuthority.create("test root", InstantSource.fixed(now));

  @Test
  void aNodeCertificateNamesTheNodeForNinetyDays() throws Exception {
    KeyPair keys = CertificateRequest.newKeyPair();
    X509Certificate certificate =
        authority.signNode(CertificateRequest.write(NW, keys), NW, List.of("nw.example"));
    certificate.verify(authority.root().getPublicKey());
    PeerCertificate peer = PeerCertificate.of(certificate).orElseThrow();
    assertThat(peer.node()).isEqualTo(NW);
    assertThat(peer.publicKey()).isEqualTo(keys.getPublic());
    assertThat(peer.notAfter()).isEqualTo(now.plus(Duration.ofDays(90)));
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getSubjectAlternativeNames().toString())
        .contains("urn:sbms:node:NW", "localhost", "nw.example");
    assertThat(certificate.getBasicConstraints()).as("signs nothing itself").isEqualTo(-1);
  }

  @Test
  void aBrowserCertificateNamesNoNode() {
    Credential pages = authority.issueForBrowsers(List.of());
    assertThat(PeerCertificate.of(pages.certificate())).isEmpty();
  }

  @Test
  void aRequestForAnotherNameIsRefused() {
    String request = CertificateRequest.write(new NodeId("SO"), CertificateRequest.newKeyPair());
    assertThatThrownBy(() -> authority.signNode(request, NW, List.of()))
        .isInstanceOf(CertificateRequest.BadRequest.class)
        .hasMessageContaining("another name");
  }

  @Test
  void aRequestThatItsOwnKeyDidNotSignIsRefused() throws Exception {
    String request =
        Pem.write(
            new JcaPKCS10CertificationRequestBuilder(
                    new X500Principal("CN=NW"), CertificateRequest.newKeyPair().getPublic())
                .build(
                    new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(CertificateRequest.newKeyPair().getPrivate())));
    assertThatThrownBy(() -> authority.signNode(request, NW, List.of()))
        .isInstanceOf(CertificateRequest.BadRequest.class)
        .hasMessageContaining("its own key");
  }

  @Test
  void aKeyOfAnotherKindIsRefused() throws Exception {
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    String request =
        Pem.write(
            new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=NW"), rsa.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(rsa.getPrivate())));
    assertThatThrownBy(() -> authority.signNode(request, NW, List.of()))
        .isInstanceOf(CertificateRequest.BadRequest.class)
        .hasMessageContaining("P-256");
  }

  @Test
  void whatIsNoRequestIsRefused() {
    for (String nonsense : List.of("", "hello", Pem.of(authority.root()), "x".repeat(9000))) {
      assertThatThrownBy(() -> authority.signNode(nonsense, NW, List.of()))
          .isInstanceOf(CertificateRequest.BadRequest.class);
    }
  }

  @Test
  void theAuthorityAndCredentialsSurviveARestartAndOnlyTheirOwnerReadsThem(@TempDir Path folder)
      throws Exception {
    CertificateAuthority first = CertificateAuthority.openOrCreate(folder, InstantSource.system());
    CertificateAuthority second = CertificateAuthority.openOrCreate(folder, InstantSource.system());
    assertThat(second.root()).isEqualTo(first.root());

    CredentialFolder node = new CredentialFolder(folder.resolve("nw"), "node");
    assertThat(node.load()).isEmpty();
    Credential credential = second.issueNode(NW, List.of());
    node.save(credential);
    assertThat(node.load()).contains(credential);
    for (Path file :
        List.of(folder.resolve("authority.pem"), folder.resolve("nw").resolve("node.pem"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }
}
