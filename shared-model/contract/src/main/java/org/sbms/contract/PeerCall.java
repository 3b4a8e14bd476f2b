package org.sbms.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One operation that a node asks another to run.
 *
 * @param operation its name, {@code change-plan}
 * @param version of the operation's shape; a node refuses versions newer than its own
 * @param key under which it happens at most once, 1–64 printable ASCII characters; empty for a
 *     query
 * @param actor the user of the asking node for whom it is done
 * @param deadline by the asking node's clock, after which nobody waits for the answer; work not
 *     begun by then is not begun
 * @param body the operation's record
 * @param traceparent W3C Trace Context of the request that it is for, where it travels with calls
 *     of other requests; else the HTTP header of that name counts
 */
public record PeerCall(
    String operation,
    int version,
    String key,
    Actor actor,
    Instant deadline,
    JsonNode body,
    @Nullable String traceparent) {

  public PeerCall(
      String operation, int version, String key, Actor actor, Instant deadline, JsonNode body) {
    this(operation, version, key, actor, deadline, body, null);
  }
}
