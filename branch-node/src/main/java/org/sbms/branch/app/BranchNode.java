package org.sbms.branch.app;

import java.util.List;
import java.util.stream.Stream;
import org.sbms.branch.approval.ApprovalFeature;
import org.sbms.branch.day.DayFeature;
import org.sbms.branch.directory.BranchTrust;
import org.sbms.branch.directory.EnrolmentConfig;
import org.sbms.branch.equipment.EquipmentFeature;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.notice.NoticeFeature;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.refund.RefundFeature;
import org.sbms.branch.settlement.SettlementFeature;
import org.sbms.branch.supply.SupplyFeature;
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

/** The program of a branch. */
public final class BranchNode {
  static final List<Class<?>> CONCERNS =
      joined(
          BranchModules.CONCERNS,
          HttpConfig.Settings.class,
          PeerServerConfig.Settings.class,
          PeerClientConfig.Settings.class,
          EnrolmentConfig.Settings.class,
          DatabaseSettings.class,
          ClusterConfig.Settings.class,
          TakingSettings.class,
          GoodsSettings.class);

  /** Whose migrations run; their order is that of their versions. */
  static final List<String> MIGRATIONS =
      joined(
          BranchModules.MIGRATIONS,
          "operation",
          "journal",
          "outbox",
          "ledger",
          "access",
          "party",
          "payment",
          "subscription",
          EquipmentFeature.MIGRATIONS,
          SupplyFeature.MIGRATIONS,
          LimitFeature.MIGRATIONS,
          ApprovalFeature.MIGRATIONS,
          RefundFeature.MIGRATIONS,
          BranchReference.MIGRATIONS,
          NoticeFeature.MIGRATIONS,
          SettlementFeature.MIGRATIONS,
          DayFeature.MIGRATIONS);

  private BranchNode() {}

  public static void main(String[] arguments) {
    NodeProgram.run(arguments, CONCERNS, BranchNode::start);
  }

  @SafeVarargs
  private static <T> List<T> joined(List<T> ofModules, T... own) {
    return Stream.concat(Stream.of(own), ofModules.stream()).toList();
  }

  private static void start(Configuration configuration, NodeConfig node, ClosingList closing) {
    DatabaseConfig database =
        DatabaseSettings.read(configuration, "sbms " + node.id() + " " + node.instance());
    BranchWiring.Settings settings = settings(configuration, node, database);
    EnrolmentConfig enrolment = EnrolmentConfig.from(configuration);
    Migrations.run(database, MIGRATIONS);
    BranchTrust trust = BranchTrust.open(node.id(), node.directory(), enrolment);
    new BranchWiring(settings, trust, closing).start();
  }

  static BranchWiring.Settings settings(
      Configuration configuration, NodeConfig node, DatabaseConfig database) {
    return new BranchWiring.Settings(
        configuration,
        node,
        HttpConfig.from(configuration),
        PeerServerConfig.from(configuration),
        PeerClientConfig.from(configuration),
        database,
        ClusterConfig.from(configuration),
        TakingSettings.read(configuration),
        TakingSettings.approvalExpiresAfter(configuration));
  }
}
