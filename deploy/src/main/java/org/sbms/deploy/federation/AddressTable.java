package org.sbms.deploy.federation;

import java.util.List;
import org.sbms.deploy.sample.SampleUsers;

/** The table that {@code up} prints: where each node is and who may log in. */
final class AddressTable {
  private static final String ROW = "%-8s %-24s %-6s %s%n";

  private AddressTable() {}

  static String of(Layout layout, Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append(
        ROW.formatted(
            "NODE", "ADDRESS", "PEERS", "LOGINS (password %s)".formatted(SampleUsers.PASSWORD)));
    List<Plan.Place> places = plan.places();
    for (Plan.Place place : places) {
      text.append(ROW.formatted(place.node(), place.address(), place.peerPort(), logins(place)));
    }
    text.append(
        "Browsers trust these addresses once %s is imported; Ctrl-C stops everything."
            .formatted(layout.authority()));
    return text.toString();
  }

  private static String logins(Plan.Place place) {
    return String.join(
        " ", place.node().isCentral() ? SampleUsers.centralLogins() : SampleUsers.branchLogins());
  }
}
