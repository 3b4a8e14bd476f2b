package org.sbms.kit.outbox;

import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;

/** Carries calls to another node, once. */
@FunctionalInterface
public interface Courier {

  /**
   * Replies in the order of the calls. Waits; throws when no answer came, and then nothing is known
   * of any of the calls.
   */
  List<PeerReply> carry(NodeId destination, List<PeerCall> calls);
}
