package org.sbms.kit.outbox;

import java.util.List;
import java.util.Set;
import org.sbms.contract.PeerReply;
import org.sbms.kit.db.Tx;

/** What a feature does with the replies to its messages. */
@FunctionalInterface
public interface ReplyHandler {

  /** A message and what came back for it. */
  record Reply(OutboxMessage message, PeerReply reply) {}

  /**
   * Applies the replies in the transaction that also takes the finished messages out of the outbox.
   *
   * @return the ids of messages whose reply was final; the others are sent again
   */
  Set<Long> apply(Tx tx, List<Reply> replies);
}
