package org.sbms.kit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.sbms.contract.NodeId;

/** The federation's private CA. It lives at central, in one file that only its owner may read. */
public final class CertificateAuthority {
  public static final Duration LIFETIME = Duration.ofDays(90);

  /** A certificate is renewed at this age, which leaves a month for central to be away. */
  public static final Duration RENEW_AT = Duration.ofDays(60);

  private static final Duration ROOT_LIFETIME = Duration.ofDays(3650);

  /**
   * Nodes' clocks differ; a certificate must be good at a node whose clock is behind, by as much as
   * tokens allow.
   */
  private static final Duration BACKDATE = ActorToken.CLOCKS_APART;

  private static final int SERIAL_BITS = 127;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PrivateKey key;
  private final X509Certificate root;
  private final InstantSource clock;

  private CertificateAuthority(PrivateKey key, X509Certificate root, InstantSource clock) {
    this.key = key;
    this.root = root;
    this.clock = clock;
  }

  /** Opens the CA kept in the folder; makes it the first time. */
  public static CertificateAuthority openOrCreate(Path folder, InstantSource clock) {
    Path file = folder.resolve("authority.pem");
    if (!Files.exists(file)) {
      CertificateAuthority made = create("SBMS private CA", clock);
      Pem.save(file, Pem.of(made.key) + Pem.of(made.root));
      return made;
    }
    String text = Pem.load(file);
    return new CertificateAuthority(Pem.privateKey(text), Pem.certificates(text).getFirst(), clock);
  }

  static CertificateAuthority create(String name, InstantSource clock) {
    KeyPair keys = CertificateRequest.newKeyPair();
    Instant now = clock.instant();
    X500Principal subject = new X500Principal("CN=" + name + ",O=SBMS");
    try {
      X509v3CertificateBuilder builder =
          builder(subject, subject, keys.getPublic(), now.minus(BACKDATE), now.plus(ROOT_LIFETIME))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new CertificateAuthority(keys.getPrivate(), sign(builder, keys.getPrivate()), clock);
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }

  public X509Certificate root() {
    return root;
  }

  /**
   * Signs the request of a node, good for {@link #LIFETIME}.
   *
   * @param hosts names the node is reached by, besides {@code localhost}
   */
  public X509Certificate signNode(String requestPem, NodeId node, List<String> hosts)
      throws CertificateRequest.BadRequest {
    return nodeCertificate(CertificateRequest.read(requestPem, node), node, hosts);
  }

  /** Signs the request of a node for the certificate of its pages, which speaks for no node. */
  public X509Certificate signForBrowsers(String requestPem, NodeId node, List<String> hosts)
      throws CertificateRequest.BadRequest {
    return forBrowsers(CertificateRequest.read(requestPem, node), hosts);
  }

  /** A credential for a node that shares this process: central's own. */
  public Credential issueNode(NodeId node, List<String> hosts) {
    KeyPair keys = CertificateRequest.newKeyPair();
    return new Credential(
        keys.getPrivate(), nodeCertificate(keys.getPublic(), node, hosts), List.of(root));
  }

  /** A credential for pages, which names hosts only and cannot speak for a node. */
  public Credential issueForBrowsers(List<String> hosts) {
    KeyPair keys = CertificateRequest.newKeyPair();
    return new Credential(keys.getPrivate(), forBrowsers(keys.getPublic(), hosts), List.of(root));
  }

  private X509Certificate forBrowsers(PublicKey holder, List<String> hosts) {
    Instant now = clock.instant();
    return leaf(
        holder,
        "localhost",
        names(hosts),
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth},
        now.minus(BACKDATE),
        now.plus(LIFETIME));
  }

  private X509Certificate nodeCertificate(PublicKey holder, NodeId node, List<String> hosts) {
    Instant now = clock.instant();
    return nodeCertificate(holder, node, hosts, now.minus(BACKDATE), now.plus(LIFETIME));
  }

  X509Certificate nodeCertificate(
      PublicKey holder, NodeId node, List<String> hosts, Instant from, Instant to) {
    List<GeneralName> names = names(hosts);
    names.addFirst(
        new GeneralName(
            GeneralName.uniformResourceIdentifier, PeerCertificate.identity(node).toString()));
    return leaf(
        holder,
        node.value(),
        names,
        new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth},
        from,
        to);
  }

  private X509Certificate leaf(
      PublicKey holder,
      String commonName,
      List<GeneralName> names,
      KeyPurposeId[] purposes,
      Instant from,
      Instant to) {
    try {
      JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          builder(
                  root.getSubjectX500Principal(),
                  new X500Principal("CN=" + commonName + ",O=SBMS"),
                  holder,
                  from,
                  to)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes))
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(names.toArray(GeneralName[]::new)))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  utilities.createAuthorityKeyIdentifier(root.getPublicKey()));
      return sign(builder, key);
    } catch (IOException | GeneralSecurityException bug) {
      throw new IllegalStateException(bug);
    }
  }

  private static List<GeneralName> names(List<String> hosts) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    hosts.stream()
        .filter(host -> !host.equals("localhost") && !host.equals("127.0.0.1"))
        .map(CertificateAuthority::name)
        .forEach(names::add);
    return names;
  }

  private static GeneralName name(String host) {
    boolean address = host.matches("[0-9.]+") || host.contains(":");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  private static X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, PublicKey holder, Instant from, Instant to) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
        Date.from(from.truncatedTo(ChronoUnit.SECONDS)),
        Date.from(to.truncatedTo(ChronoUnit.SECONDS)),
        subject,
        holder);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return Pem.convert(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
