package org.sbms.deploy.federation;

import java.util.List;

/** The table that {@code up} prints: where each node is and who may log in. */
final class AddressTable {
  static final String BRANCH_LOGINS =
      "clerk cashier supervisor warehouse dealer terminal manager admin";
  static final String CENTRAL_LOGINS = "finance finance2 reference accounts admin";
  private static final String ROW = "%-8s %-24s %-6s %s%n";

  private AddressTable() {}

  static String of(Layout layout, Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("NODE", "ADDRESS", "PEERS", "LOGINS (password sbms-demo)"));
    List<Plan.Place> places = plan.places();
    for (Plan.Place place : places) {
      text.append(
          ROW.formatted(
              place.node(),
              place.address(),
              place.peerPort(),
              place.node().isCentral() ? CENTRAL_LOGINS : BRANCH_LOGINS));
    }
    text.append(
        "Browsers trust these addresses once %s is imported; Ctrl-C stops everything."
            .formatted(layout.authority()));
    return text.toString();
  }
}
