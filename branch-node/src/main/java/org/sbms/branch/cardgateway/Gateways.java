package org.sbms.branch.cardgateway;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Executor;

/** The ways to all acquirers, each guarded. */
public final class Gateways implements AutoCloseable {
  private static final Duration OPEN_FOR = Duration.ofSeconds(30);

  private final Map<String, HttpCardGateway> http = new LinkedHashMap<>();
  private final CardDesk desk;

  public Gateways(
      NodeId self, CardFeature feature, Database database, Executor executor, Clock clock) {
    this(self, feature, database, executor, clock, OPEN_FOR);
  }

  Gateways(
      NodeId self,
      CardFeature feature,
      Database database,
      Executor executor,
      Clock clock,
      Duration openFor) {
    Map<String, CardGateway> guarded = new LinkedHashMap<>();
    feature
        .gateways()
        .forEach((name, access) -> {
          HttpCardGateway gateway = new HttpCardGateway(access);
          http.put(name, gateway);
          guarded.put(name, new GuardedGateway(name, gateway, openFor));
        });
    this.desk = new CardDesk(self, feature, guarded, database, executor, clock);
  }

  public CardDesk desk() {
    return desk;
  }

  @Override
  public void close() {
    http.values().forEach(HttpCardGateway::close);
  }
}
