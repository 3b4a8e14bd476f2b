package org.sbms.contract;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What became of one {@link PeerCall}.
 *
 * @param key of the call
 * @param result the operation's result record; there when {@code DONE}
 * @param refusal there when {@code REFUSED}; with {@code UNKNOWN} it may say why nothing is known
 */
public record PeerReply(
    String key, Status status, @Nullable JsonNode result, @Nullable Refusal refusal) {

  public enum Status {
    DONE,
    REFUSED,
    /** Whether it was done cannot be told; asking again under the same key tells. */
    UNKNOWN
  }

  public static PeerReply done(String key, JsonNode result) {
    return new PeerReply(key, Status.DONE, result, null);
  }

  public static PeerReply refused(String key, Refusal refusal) {
    return new PeerReply(key, Status.REFUSED, null, refusal);
  }

  public static PeerReply unknown(String key, Refusal why) {
    return new PeerReply(key, Status.UNKNOWN, null, why);
  }
}
