package org.sbms.central.branches;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.directory.Enrolment;
import org.sbms.contract.directory.RenewCertificate;
import org.sbms.contract.directory.RenewCertificate.Certificates;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.CertificateRequest;
import org.sbms.kit.peer.PeerCertificate;
import org.sbms.kit.peer.Pem;

/** Signs certificates of branches: the first one for a code, later ones for an older one. */
final class Certifying {
  static final RefusalCode ENROLMENT_REFUSED =
      new RefusalCode("enrolment-refused", RefusalCode.Category.FORBIDDEN);

  private final CertificateAuthority authority;
  private final InstantSource clock;

  Certifying(CertificateAuthority authority, InstantSource clock) {
    this.authority = authority;
    this.clock = clock;
  }

  /** What is wrong with a code is not told: unknown, used and expired look the same. */
  Outcome<Enrolment.Accepted> enrol(Database database, Enrolment enrolment) {
    BranchCode branch;
    try {
      branch = new BranchCode(enrolment.branch());
    } catch (IllegalArgumentException bad) {
      return Outcome.refused(ENROLMENT_REFUSED, "This code enrols nobody.");
    }
    try {
      return database.inTransaction(tx -> enrol(tx, branch, enrolment));
    } catch (Undone bad) {
      // The code stays good: a mistake in the request is not an attack, and has no certificate.
      return Outcome.refused(bad.refusal);
    }
  }

  private Outcome<Enrolment.Accepted> enrol(Tx tx, BranchCode branch, Enrolment enrolment) {
    String request = enrolment.nodeRequest() + enrolment.webRequest();
    if (!EnrolmentCodes.use(tx, branch.value(), enrolment.code(), request, clock.instant())) {
      return Outcome.refused(ENROLMENT_REFUSED, "This code enrols nobody.");
    }
    Certificates certificates =
        switch (sign(tx, branch, enrolment.nodeRequest(), enrolment.webRequest())) {
          case Outcome.Done<Certificates>(Certificates signed) -> signed;
          case Outcome.Refused<Certificates>(Refusal refusal) -> throw new Undone(refusal);
          case Outcome.Unknown<Certificates> _ -> throw new IllegalStateException("cannot be");
        };
    return Outcome.done(
        new Enrolment.Accepted(certificates, DirectoryPublisher.latest(tx).orElseThrow()));
  }

  Outcome<Certificates> renew(Command<RenewCertificate> command, Tx tx) {
    NodeId node = command.caller().via();
    if (node.isCentral()) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "Central renews by itself.");
    }
    if (isRevoked(tx, command.caller().certificate())) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "This certificate has been revoked.");
    }
    RenewCertificate renewal = command.operation();
    return sign(tx, node.branch(), renewal.nodeRequest(), renewal.webRequest());
  }

  /**
   * The peer port asks the directory in memory, which may be some seconds old where another
   * instance of central has revoked; a new certificate would outlive that.
   */
  private static boolean isRevoked(Sql sql, String serial) {
    return sql.one(
            row -> row.getInteger(0),
            "select 1 from branch_certificate where serial = $1 and revoked_at is not null",
            serial)
        .isPresent();
  }

  private Outcome<Certificates> sign(Sql sql, BranchCode branch, String node, String web) {
    Optional<String> address =
        sql.one(
            row -> row.getString(0),
            "select peer_address from branch_node where code = $1",
            branch.value());
    if (address.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no branch " + branch + ".");
    }
    List<String> hosts = List.of(URI.create(address.get()).getHost());
    NodeId id = NodeId.of(branch);
    try {
      X509Certificate forPeers = authority.signNode(node, id, hosts);
      X509Certificate forPages = authority.signForBrowsers(web, id, hosts);
      remember(sql, branch, PeerCertificate.of(forPeers).orElseThrow());
      return Outcome.done(
          new Certificates(Pem.of(forPeers), Pem.of(forPages), Pem.of(authority.root())));
    } catch (CertificateRequest.BadRequest bad) {
      return Outcome.refused(
          RefusalCode.INVALID, "The certificate request is not accepted: " + bad.getMessage());
    }
  }

  private void remember(Sql sql, BranchCode branch, PeerCertificate certificate) {
    Instant now = clock.instant();
    sql.run(
        """
        insert into branch_certificate (serial, branch, issued_at, expires_at)
        values ($1, $2, $3, $4)
        """,
        certificate.serial(),
        branch.value(),
        now.atOffset(ZoneOffset.UTC),
        certificate.notAfter().atOffset(ZoneOffset.UTC));
  }

  /** Rolls the transaction back. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Undone(Refusal refusal) {
      super(refusal.detail());
      this.refusal = refusal;
    }
  }
}
