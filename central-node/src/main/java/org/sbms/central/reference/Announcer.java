package org.sbms.central.reference;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.reference.AnnounceReference;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pokes every branch after a version is out, each on its own, so that one that is down delays
 * nobody. A poke that gets lost costs nothing but time: branches look by themselves too.
 */
final class Announcer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Announcer.class);

  static final OperationSpec<AnnounceReference, AnnounceReference.Held> SPEC =
      OperationSpec.of(
              "announce-reference",
              AnnounceReference.class,
              AnnounceReference.Held.class,
              ReferencePermissions.RECEIVE)
          .queryElsewhere();

  private final Database database;
  private final Remote remote;
  private final Supplier<List<BranchCode>> branches;
  private final ExecutorService pokes = Executors.newVirtualThreadPerTaskExecutor();

  Announcer(Database database, Remote remote, Supplier<List<BranchCode>> branches) {
    this.database = database;
    this.remote = remote;
    this.branches = branches;
  }

  void announce() {
    pokes.execute(() -> {
      long version = PublishedRows.headVersion(database);
      branches.get().forEach(branch -> pokes.execute(() -> poke(branch, version)));
    });
  }

  private void poke(BranchCode branch, long version) {
    Caller central = new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());
    try {
      var outcome =
          remote.call(
              NodeId.of(branch), central, SPEC, Request.query(new AnnounceReference(version)));
      log.debug("reference version {} announced to {}: {}", version, branch, outcome);
    } catch (RuntimeException lost) {
      log.info("reference version {} not announced to {}", version, branch, lost);
    }
  }

  @Override
  public void close() {
    pokes.shutdownNow();
  }
}
