package org.sbms.deploy.federation;

import java.util.ArrayList;
import java.util.List;
import org.sbms.contract.NodeId;

/**
 * What {@code up} was asked for: central on the port, branch k on port + k, peer ports a hundred
 * above.
 */
public record Plan(int branches, int port) {
  public static final int MAX_BRANCHES = SampleBranch.values().length;
  static final int PEER_OFFSET = 100;
  private static final int MAX_PORT = 65_535;

  public Plan {
    if (branches < 1 || branches > MAX_BRANCHES) {
      throw new FederationException("--branches must be 1 to " + MAX_BRANCHES);
    }
    if (port < 1 || port + PEER_OFFSET + branches > MAX_PORT) {
      throw new FederationException(
          "--port must be 1 to " + (MAX_PORT - PEER_OFFSET - branches) + " for so many branches");
    }
  }

  /** One node of the plan. */
  public record Place(NodeId node, String title, int port, int peerPort) {
    public String address() {
      return "https://localhost:" + port;
    }

    /** Where other nodes are told to reach it. */
    String peerAddress(Setup setup) {
      return "https://localhost:" + (peerPort + setup.detour());
    }
  }

  public Place central() {
    return new Place(NodeId.CENTRAL, "Центр управления", port, port + PEER_OFFSET);
  }

  public List<Place> branchPlaces() {
    List<Place> places = new ArrayList<>();
    for (SampleBranch branch : SampleBranch.first(branches)) {
      int number = port + branch.ordinal() + 1;
      places.add(new Place(branch.node(), branch.title(), number, number + PEER_OFFSET));
    }
    return places;
  }

  public List<Place> places() {
    List<Place> places = new ArrayList<>(List.of(central()));
    places.addAll(branchPlaces());
    return places;
  }
}
