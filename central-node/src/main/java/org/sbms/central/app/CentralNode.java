package org.sbms.central.app;

import java.net.URI;
import java.util.List;
import org.sbms.central.branches.BranchesFeature;
import org.sbms.central.corporate.CorporateFeature;
import org.sbms.central.ledger.LedgerHandlers;
import org.sbms.central.reconcile.ReconcileFeature;
import org.sbms.central.reconcile.ReconciliationConfig;
import org.sbms.central.reference.CentralReference;
import org.sbms.central.register.RegisterFeature;
import org.sbms.central.settlement.SettlementFeature;
import org.sbms.kit.cluster.ClusterConfig;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.HttpConfig;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.db.DatabaseConfig;
import org.sbms.kit.db.DatabaseSettings;
import org.sbms.kit.db.Migrations;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.NodeProgram;
import org.sbms.kit.peer.PeerClientConfig;
import org.sbms.kit.peer.PeerServerConfig;

/** The program of central. */
public final class CentralNode {
  private static final List<Class<?>> CONCERNS =
      List.of(
          HttpConfig.Settings.class,
          PeerServerConfig.Settings.class,
          PeerAddressSettings.class,
          PeerClientConfig.Settings.class,
          ClusterConfig.Settings.class,
          ReconciliationConfig.Settings.class,
          SettlementSettings.class,
          DatabaseSettings.class);

  /** Whose migrations run; their order is that of their versions. */
  private static final List<String> MIGRATIONS =
      List.of(
          "operation",
          "ledger",
          "access",
          "collection",
          CentralReference.MIGRATIONS,
          BranchesFeature.MIGRATIONS,
          ReconcileFeature.MIGRATIONS,
          SettlementFeature.MIGRATIONS,
          CorporateFeature.MIGRATIONS,
          RegisterFeature.MIGRATIONS,
          LedgerHandlers.MIGRATIONS);

  private CentralNode() {}

  public static void main(String[] arguments) {
    NodeProgram.run(arguments, CONCERNS, CentralNode::start);
  }

  private static void start(Configuration configuration, NodeConfig node, ClosingList closing) {
    DatabaseConfig database =
        DatabaseSettings.read(configuration, "sbms " + node.id() + " " + node.instance());
    HttpConfig http = HttpConfig.from(configuration);
    PeerServerConfig peer = PeerServerConfig.from(configuration);
    URI peerAddress = PeerAddressSettings.read(configuration, http, peer);
    Migrations.run(database, MIGRATIONS);
    new CentralWiring(
            new CentralWiring.Settings(
                node,
                http,
                peer,
                PeerClientConfig.from(configuration),
                peerAddress,
                database,
                ClusterConfig.from(configuration),
                ReconciliationConfig.from(configuration),
                SettlementSettings.read(configuration)),
            closing)
        .start();
  }
}
