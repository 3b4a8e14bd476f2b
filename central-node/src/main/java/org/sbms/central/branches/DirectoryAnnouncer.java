package org.sbms.central.branches;

import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.directory.AnnounceDirectory;
import org.sbms.contract.directory.Directory;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.HeldDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every branch of a new directory, each on its own. One that does not hear it learns of it
 * with its next health report.
 */
final class DirectoryAnnouncer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectoryAnnouncer.class);
  private static final OperationSpec<AnnounceDirectory, AnnounceDirectory.Held> SPEC =
      OperationSpec.of(
              AnnounceDirectory.NAME,
              AnnounceDirectory.class,
              AnnounceDirectory.Held.class,
              BranchPermissions.MEMBER)
          .queryElsewhere();

  private final Remote remote;
  private final HeldDirectory directory;
  private final ExecutorService pokes = Executors.newVirtualThreadPerTaskExecutor();

  DirectoryAnnouncer(Remote remote, HeldDirectory directory) {
    this.remote = remote;
    this.directory = directory;
  }

  void announce(long version) {
    directory.nodes().stream()
        .map(Directory.Entry::node)
        .filter(node -> !node.isCentral())
        .forEach(node -> pokes.execute(() -> poke(node, version)));
  }

  private void poke(NodeId node, long version) {
    Caller central = new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());
    try {
      var outcome = remote.call(node, central, SPEC, Request.query(new AnnounceDirectory(version)));
      log.debug("directory {} announced to {}: {}", version, node, outcome);
    } catch (Exception lost) {
      log.info("directory {} not announced to {}: {}", version, node, lost.toString());
    }
  }

  @Override
  public void close() {
    pokes.shutdownNow();
  }
}
