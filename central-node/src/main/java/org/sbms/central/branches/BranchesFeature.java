package org.sbms.central.branches;

import static org.sbms.central.branches.BranchPermissions.MANAGE;
import static org.sbms.central.branches.BranchPermissions.MEMBER;
import static org.sbms.central.branches.BranchPermissions.VIEW;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.sbms.central.job.PeriodicJob;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.directory.Directory;
import org.sbms.contract.directory.PullDirectory;
import org.sbms.contract.directory.RenewCertificate;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.peer.DirectoryDocument;
import org.sbms.kit.peer.HeldDirectory;
import org.sbms.kit.peer.SecurityEvents;
import org.sbms.kit.web.WebFeature;

/** Central's feature {@code branches}: who belongs to the federation, and how it is. */
public final class BranchesFeature implements AutoCloseable {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "branches";

  private static final int MAX_REASON_LENGTH = 200;

  /** How long another instance of central may go on with what one has changed. */
  private static final Duration CATCH_UP_EVERY = Duration.ofSeconds(2);

  private final Database database;
  private final CentralTrust trust;
  private final HeldDirectory directory;
  private final DirectoryAnnouncer announcer;
  private final DirectoryPublisher publisher;
  private final HealthBook health;
  private final BranchBook book;
  private final Certifying certifying;
  private final EnrolmentEndpoint enrolment;
  private @Nullable PeriodicJob catchingUp;

  /**
   * @param directory what central's peer client and server look into; filled by {@link #start}
   * @param centralPeerAddress {@code https://host:port} of central's peer port, for the directory
   * @param collectedTo number of the last entry of a branch's journal that central holds
   */
  public BranchesFeature(
      Database database,
      CentralTrust trust,
      HeldDirectory directory,
      Remote remote,
      URI centralPeerAddress,
      ToLongFunction<BranchCode> collectedTo,
      SecurityEvents events,
      InstantSource clock) {
    this.database = database;
    this.trust = trust;
    this.directory = directory;
    this.announcer = new DirectoryAnnouncer(remote, directory);
    this.publisher =
        new DirectoryPublisher(
            trust.node(), directory, centralPeerAddress, announcer::announce, clock);
    this.health = new HealthBook(database, clock);
    this.book = new BranchBook(publisher, health, collectedTo, clock);
    this.certifying = new Certifying(trust.authority(), clock);
    this.enrolment = new EnrolmentEndpoint(database, certifying, events, clock);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("list-branches", ListBranches.class, ListBranches.Branches.class, VIEW)
            .answeredBy(book::list));
    operations.register(
        OperationSpec.of(
                "list-branch-certificates",
                ListCertificates.class,
                ListCertificates.Page.class,
                VIEW)
            .answeredBy(book::certificates));
    operations.register(
        OperationSpec.of(
                "register-branch", RegisterBranch.class, RegisterBranch.Registered.class, MANAGE)
            .checkedBy(RegisterBranch::problems)
            .handledBy(book::register));
    operations.register(
        OperationSpec.of(
                "issue-enrolment-code",
                IssueEnrolmentCode.class,
                IssueEnrolmentCode.Issued.class,
                MANAGE)
            // Kept by itself, so that the code stands in no table: asked again, there is a new one.
            .handledSelfKeptBy(book::issueCodes));
    operations.register(
        OperationSpec.of(
                "revoke-certificate",
                RevokeCertificate.class,
                RevokeCertificate.Revoked.class,
                MANAGE)
            .checkedBy(BranchesFeature::problems)
            .handledBy(book::revoke));
    registerForBranches(operations);
  }

  private void registerForBranches(Operations operations) {
    operations.register(
        OperationSpec.of(
                PullDirectory.NAME, PullDirectory.class, PullDirectory.Signed.class, MEMBER)
            .openToPeers()
            .answeredBy((_, _, sql) ->
                Outcome.done(
                    new PullDirectory.Signed(DirectoryPublisher.latest(sql).orElseThrow()))));
    operations.register(
        OperationSpec.of(ReportHealth.NAME, ReportHealth.class, ReportHealth.Noted.class, MEMBER)
            .openToPeers()
            .answeredBy(health::note));
    operations.register(
        OperationSpec.of(
                RenewCertificate.NAME,
                RenewCertificate.class,
                RenewCertificate.Certificates.class,
                MEMBER)
            .openToPeers()
            .handledBy(certifying::renew));
  }

  /** Before the node serves: there is a signed directory, and central knows it. */
  public void start() {
    DirectoryPublisher.latest(database).map(this::read).ifPresent(directory::accept);
    boolean current =
        DirectoryPublisher.latest(database)
            .map(this::read)
            .filter(publisher::isCurrent)
            .isPresent();
    if (!current) {
      database.inTransaction(publisher::publish);
    }
    health.start();
    catchingUp = PeriodicJob.start("directory", CATCH_UP_EVERY, this::catchUp);
  }

  /** What another instance of central has published, such as that a branch is revoked. */
  private void catchUp() {
    if (DirectoryPublisher.latestVersion(database) > directory.version()) {
      DirectoryPublisher.latest(database).map(this::read).ifPresent(directory::accept);
    }
  }

  /** Makes sure of a branch, for a federation that is set up by a program. */
  public void ensure(RegisterBranch branch) {
    Outcome<RegisterBranch.Registered> outcome =
        database.inTransaction(tx -> book.register(tx, branch));
    if (outcome instanceof Outcome.Refused<RegisterBranch.Registered>(Refusal refusal)) {
      throw new IllegalArgumentException(branch.branch() + ": " + refusal);
    }
  }

  /** The branches that belong to the federation now. */
  public List<BranchCode> branches() {
    return directory.nodes().stream()
        .map(Directory.Entry::node)
        .filter(node -> !node.isCentral())
        .map(node -> node.branch())
        .sorted()
        .toList();
  }

  /** Pages, API and the enrolment door. */
  public WebFeature web(Executor executor) {
    return web -> web.add(new BranchesWeb(executor)).mount(this::addEnrolment);
  }

  void addEnrolment(Router router) {
    enrolment.addTo(router);
  }

  private Directory read(String jws) {
    return DirectoryDocument.read(jws, trust.node().current().authorities());
  }

  private static List<FieldError> problems(RevokeCertificate revocation) {
    String why = revocation.why().strip();
    return why.isEmpty() || why.length() > MAX_REASON_LENGTH
        ? List.of(new FieldError("why", "must be 1 to 200 characters"))
        : List.of();
  }

  @Override
  public void close() {
    PeriodicJob job = catchingUp;
    if (job != null) {
      job.close();
    }
    announcer.close();
    health.close();
  }
}
