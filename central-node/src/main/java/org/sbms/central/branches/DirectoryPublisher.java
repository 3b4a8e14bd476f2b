package org.sbms.central.branches;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.sbms.contract.NodeId;
import org.sbms.contract.directory.Directory;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.peer.Credentials;
import org.sbms.kit.peer.DirectoryDocument;
import org.sbms.kit.peer.HeldDirectory;

/** Signs a new directory whenever something in it changes, in the transaction of the change. */
final class DirectoryPublisher {
  /** Two at once would take the same version. */
  private static final long LOCK = 20_261_122_50L;

  private final Credentials credentials;
  private final HeldDirectory held;
  private final URI centralPeerAddress;
  private final LongConsumer announce;
  private final InstantSource clock;

  /**
   * @param announce tells the branches of a version, after its commit
   */
  DirectoryPublisher(
      Credentials credentials,
      HeldDirectory held,
      URI centralPeerAddress,
      LongConsumer announce,
      InstantSource clock) {
    this.credentials = credentials;
    this.held = held;
    this.centralPeerAddress = centralPeerAddress;
    this.announce = announce;
    this.clock = clock;
  }

  /** Gives the new version. */
  long publish(Tx tx) {
    tx.run("select pg_advisory_xact_lock($1)", LOCK);
    Instant now = clock.instant();
    Directory directory = new Directory(latestVersion(tx) + 1, now, entries(tx, now));
    tx.run(
        "insert into branch_directory (version, issued_at, jws) values ($1, $2, $3)",
        directory.version(),
        now.atOffset(ZoneOffset.UTC),
        DirectoryDocument.sign(directory, credentials.current()));
    tx.afterCommit(() -> {
      held.accept(directory);
      announce.accept(directory.version());
    });
    return directory.version();
  }

  /** Whether what was signed last says of central what is true now. */
  boolean isCurrent(Directory directory) {
    return directory.nodes().stream()
        .anyMatch(
            entry -> entry.node().isCentral() && entry.peerAddress().equals(centralPeerAddress));
  }

  static Optional<String> latest(Sql sql) {
    return sql.one(
        row -> row.getString("jws"),
        "select jws from branch_directory order by version desc limit 1");
  }

  static long latestVersion(Sql sql) {
    return sql.one(row -> row.getLong(0), "select coalesce(max(version), 0) from branch_directory")
        .orElse(0L);
  }

  private List<Directory.Entry> entries(Sql sql, Instant now) {
    List<Directory.Entry> entries = new ArrayList<>();
    entries.add(new Directory.Entry(NodeId.CENTRAL, "Central", 0, centralPeerAddress, List.of()));
    entries.addAll(
        sql.list(
            row ->
                new Directory.Entry(
                    new NodeId(row.getString("code")),
                    row.getString("name"),
                    row.getInteger("region"),
                    URI.create(row.getString("peer_address")),
                    List.of(row.getArrayOfStrings("revoked"))),
            """
            select n.code, n.name, n.region, n.peer_address,
                   coalesce(array_agg(c.serial order by c.serial)
                            filter (where c.revoked_at is not null and c.expires_at > $1), '{}')
                     as revoked
            from branch_node n left join branch_certificate c on c.branch = n.code
            group by n.code order by n.region
            """,
            now.atOffset(ZoneOffset.UTC)));
    return entries;
  }
}
