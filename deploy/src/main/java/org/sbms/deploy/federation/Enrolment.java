package org.sbms.deploy.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.sbms.contract.NodeId;
import org.sbms.deploy.sample.SampleUsers;

/**
 * Lets branches join as an administrator would: registers them with central's API and gives each a
 * one-time code, in a file, with which it enrols when it starts.
 */
final class Enrolment {
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Layout layout;
  private final Plan plan;
  private final Setup setup;

  Enrolment(Layout layout, Plan plan, Setup setup) {
    this.layout = layout;
    this.plan = plan;
    this.setup = setup;
  }

  /** Whether all are members already, so that nobody needs central to start. */
  boolean isComplete() throws IOException {
    for (Plan.Place branch : plan.branchPlaces()) {
      if (!isEnrolled(branch.node())) {
        return false;
      }
    }
    return true;
  }

  void prepareBranches() throws IOException, InterruptedException {
    NodeApi central = NodeApi.of(layout.authority(), plan.port()).as("admin", SampleUsers.PASSWORD);
    for (Plan.Place branch : plan.branchPlaces()) {
      register(central, branch);
      if (!isEnrolled(branch.node())) {
        prepare(central, branch.node());
      }
    }
  }

  private void register(NodeApi central, Plan.Place branch)
      throws IOException, InterruptedException {
    NodeApi.Answer answer =
        central.post(
            "/api/v1/branches",
            Map.of(
                "branch",
                branch.node().value(),
                "name",
                branch.title(),
                "region",
                SampleBranch.valueOf(branch.node().value()).ordinal() + 1,
                "peerAddress",
                branch.peerAddress(setup)),
            Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    if (answer.status() != OK) {
      throw new FederationException(
          "central does not register " + branch.node() + ": " + answer.text());
    }
  }

  private void prepare(NodeApi central, NodeId branch) throws IOException, InterruptedException {
    NodeApi.Answer answer =
        central.post("/api/v1/branches/" + branch + "/enrolment-codes", Map.of(), Map.of());
    if (answer.status() != CREATED) {
      throw new FederationException(
          "central gives " + branch + " no enrolment code: " + answer.text());
    }
    Files.deleteIfExists(directory(branch));
    Layout.writePrivately(layout.enrolmentCode(branch), answer.json().path("code").asText());
    Files.writeString(enrolledAt(branch), centralAddress());
  }

  /** A branch whose kept directory has central elsewhere could not find it: it enrols anew. */
  private boolean isEnrolled(NodeId branch) throws IOException {
    return Files.exists(directory(branch))
        && Files.exists(enrolledAt(branch))
        && Files.readString(enrolledAt(branch)).equals(centralAddress());
  }

  private Path directory(NodeId branch) {
    return layout.node(branch).resolve("directory.jws");
  }

  private Path enrolledAt(NodeId branch) {
    return layout.node(branch).resolve("enrolled-at");
  }

  private String centralAddress() {
    return plan.central().peerAddress(setup);
  }
}
