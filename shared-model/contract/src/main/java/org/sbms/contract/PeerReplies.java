package org.sbms.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link PeerBatch}: a reply for each call, in the order of the calls.
 *
 * @param head now and then, where the journal of the one that answers ends: a signed {@link
 *     JournalStatement}, for the other to keep
 */
public record PeerReplies(List<PeerReply> replies, @Nullable String head) {

  public PeerReplies(List<PeerReply> replies) {
    this(replies, null);
  }

  public PeerReplies {
    replies = List.copyOf(replies);
  }
}
