package org.sbms.deploy.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.sample.SampleUsers;

/** Publishes reference data now and then, and sees that no branch ever goes back. */
final class ReferenceWatch extends Watch {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LOOKS_A_VERSION = 10;

  private final Path authority;
  private final int port;
  private final Map<String, Long> highest = new TreeMap<>();
  private final List<String> wentBack = new ArrayList<>();
  private Optional<NodeApi> editor = Optional.empty();
  private Optional<NodeApi> approver = Optional.empty();
  private int looks;
  private int published;

  ReferenceWatch(Path authority, Plan plan) {
    super(Duration.ofSeconds(1));
    this.authority = authority;
    this.port = plan.central().port();
  }

  @Override
  void look() throws Exception {
    if (editor.isEmpty() || approver.isEmpty()) {
      NodeApi central = NodeApi.of(authority, port, PATIENCE);
      editor = Optional.of(central.as("reference", SampleUsers.PASSWORD));
      approver = Optional.of(central.as("finance", SampleUsers.PASSWORD));
    }
    Answer answer = editor.get().get("/api/v1/branches");
    if (answer.status() == 401) {
      editor = Optional.empty();
      return;
    }
    answer.json().path("items").forEach(this::see);
    if (looks++ % LOOKS_A_VERSION == 0) {
      publish(editor.get(), approver.get());
    }
  }

  private void see(JsonNode branch) {
    String code = branch.path("code").asText();
    long version = branch.path("referenceVersion").asLong();
    long before = highest.merge(code, version, Math::max);
    if (version < before) {
      wentBack.add(code + " went from " + before + " to " + version);
    }
  }

  private void publish(NodeApi author, NodeApi second) throws IOException, InterruptedException {
    String csv =
        "kind,code,text_en,text_ru,needs_comment,effective_from,effective_to\n"
            + "cancel,other,Another reason %1$d,Другая причина %1$d,true,,\n".formatted(looks);
    Answer draft =
        author.upload(
            "/api/v1/reference/reason-codes/imports?mode=merge&file=chaos.csv",
            "text/csv",
            csv.getBytes(StandardCharsets.UTF_8),
            Map.of());
    if (draft.status() == 201) {
      String id = draft.json().path("id").asText();
      Answer approved =
          second.post(
              "/api/v1/reference/reason-codes/drafts/" + id + "/approval", Map.of(), Map.of());
      published += approved.status() == 200 ? 1 : 0;
    }
  }

  /**
   * To be asked when all is quiet.
   *
   * @param now the version that each branch holds in its database
   */
  Finding finding(Map<String, Long> now, long head) {
    now.forEach((code, version) -> {
      if (version < highest.getOrDefault(code, 0L)) {
        wentBack.add(code + " ended at " + version + " after " + highest.get(code));
      }
      if (version != head) {
        wentBack.add(code + " stays at " + version + ", central is at " + head);
      }
    });
    return new Finding(
        "I9",
        "reference versions only go up",
        wentBack.isEmpty(),
        wentBack.isEmpty()
            ? "%d versions published under faults, %d looks, all branches at %d"
                .formatted(published, looks, head)
            : String.join("; ", wentBack));
  }
}
