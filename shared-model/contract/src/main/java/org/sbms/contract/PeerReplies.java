package org.sbms.contract;

import java.util.List;

/** The answer to a {@link PeerBatch}: a reply for each call, in the order of the calls. */
public record PeerReplies(List<PeerReply> replies) {

  public PeerReplies {
    replies = List.copyOf(replies);
  }
}
