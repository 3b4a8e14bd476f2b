package org.sbms.branch.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sbms.branch.directory.BranchTrust.NewKeys;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.directory.AnnounceDirectory;
import org.sbms.contract.directory.PullDirectory;
import org.sbms.contract.directory.RenewCertificate;
import org.sbms.contract.directory.RenewCertificate.Certificates;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.PeerCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this branch a member: says every few seconds how it is, pulls the directory when central
 * has a newer one, renews certificates in time. Without central all of it waits, and nothing else
 * does.
 */
public final class DirectoryFeature implements AutoCloseable {
  /** Kept for central's own work: to say that there is a new directory. */
  public static final Permission MEMBER = new Permission("branch.member");

  private static final Logger log = LoggerFactory.getLogger(DirectoryFeature.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
  private static final Duration LOOK_AT_AGE_EVERY = Duration.ofHours(1);
  private static final OperationSpec<PullDirectory, PullDirectory.Signed> PULL =
      OperationSpec.of(PullDirectory.NAME, PullDirectory.class, PullDirectory.Signed.class, MEMBER)
          .queryElsewhere();
  private static final OperationSpec<ReportHealth, ReportHealth.Noted> REPORT =
      OperationSpec.of(ReportHealth.NAME, ReportHealth.class, ReportHealth.Noted.class, MEMBER)
          .queryElsewhere();
  private static final OperationSpec<RenewCertificate, Certificates> RENEW =
      OperationSpec.of(RenewCertificate.NAME, RenewCertificate.class, Certificates.class, MEMBER)
          .commandElsewhere();

  private final NodeId self;
  private final BranchTrust trust;
  private final Remote remote;
  private final Supplier<Vitals> vitals;
  private final String build;
  private final InstantSource clock;
  private final Instant startedAt;
  private final Semaphore poke = new Semaphore(0);
  private final Thread work;
  private Instant nextLookAtAge;

  /** What the branch reports of itself. */
  public record Vitals(long journalHead, long outboxDepth, long referenceVersion) {}

  /**
   * @param vitals asked every few seconds; may wait for the database
   * @param build the version of the program
   */
  public DirectoryFeature(
      NodeId self,
      BranchTrust trust,
      Remote remote,
      Supplier<Vitals> vitals,
      String build,
      InstantSource clock) {
    this.self = self;
    this.trust = trust;
    this.remote = remote;
    this.vitals = vitals;
    this.build = build;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.nextLookAtAge = startedAt;
    this.work = Thread.ofVirtual().name("federation-membership").unstarted(this::work);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of(
                AnnounceDirectory.NAME,
                AnnounceDirectory.class,
                AnnounceDirectory.Held.class,
                MEMBER)
            .openToPeers()
            .answeredBy((_, news, _) -> {
              long held = trust.directory().version();
              if (news.version() > held) {
                poke.release();
              }
              return Outcome.done(new AnnounceDirectory.Held(held));
            }));
  }

  public void start() {
    work.start();
  }

  private void work() {
    try {
      while (true) {
        reportAndCatchUp();
        if (poke.tryAcquire(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          poke.drainPermits();
        }
      }
    } catch (InterruptedException closing) {
      log.debug("{} reports no more", self);
    }
  }

  private void reportAndCatchUp() {
    try {
      if (ask(REPORT, health(), "") instanceof Outcome.Done<ReportHealth.Noted>(var noted)
          && noted.directoryVersion() > trust.directory().version()) {
        pull();
      }
      renewIfDue();
    } catch (RuntimeException failure) {
      log.warn("{} could not report to central: {}", self, failure.toString());
    }
  }

  void pull() {
    if (ask(PULL, new PullDirectory(), "")
            instanceof Outcome.Done<PullDirectory.Signed>(PullDirectory.Signed signed)
        && trust.accept(signed.jws())) {
      log.info("{} holds directory {}", self, trust.directory().version());
    }
  }

  private void renewIfDue() {
    Instant now = clock.instant();
    if (now.isBefore(nextLookAtAge)) {
      return;
    }
    nextLookAtAge = now.plus(LOOK_AT_AGE_EVERY);
    PeerCertificate certificate = trust.node().current().identity();
    if (!now.isBefore(certificate.notBefore().plus(CertificateAuthority.RENEW_AT))) {
      renew();
    }
  }

  void renew() {
    NewKeys keys = NewKeys.make(self);
    RenewCertificate renewal = new RenewCertificate(keys.nodeRequest, keys.webRequest);
    switch (ask(RENEW, renewal, UUID.randomUUID().toString())) {
      case Outcome.Done<Certificates>(Certificates certificates) -> {
        trust.replace(keys.node(certificates), keys.web(certificates));
        log.info("{} renewed its certificates", self);
      }
      case Outcome.Refused<Certificates>(var refusal) ->
          log.warn("{} could not renew its certificates: {}", self, refusal);
      case Outcome.Unknown<Certificates>(String why) ->
          log.warn("{} could not renew its certificates: {}", self, why);
    }
  }

  private ReportHealth health() {
    Vitals now = vitals.get();
    return new ReportHealth(
        build,
        startedAt,
        now.journalHead(),
        now.outboxDepth(),
        now.referenceVersion(),
        trust.directory().version(),
        trust.node().current().identity().notAfter());
  }

  private <O extends Operation<R>, R> Outcome<R> ask(
      OperationSpec<O, R> spec, Operation<R> operation, String key) {
    Caller own = new Caller(Actor.system(self), self, Set.of());
    return remote.call(NodeId.CENTRAL, own, spec, new Request<>(operation, key));
  }

  @Override
  public void close() {
    work.interrupt();
  }
}
