package org.sbms.kit.peer;

import java.util.List;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;

/** What came of sending one request to a peer. */
sealed interface WireAnswer {

  /** In the order of the calls. */
  record Replies(List<PeerReply> replies) implements WireAnswer {}

  /** The peer refused the request before looking at any call. */
  record RefusedWhole(Refusal refusal) implements WireAnswer {}

  /** It never left this node, so nothing was done. */
  record NotSent(Refusal why) implements WireAnswer {}

  /** It left, and no answer came: nobody here knows. */
  record Lost(String why) implements WireAnswer {}
}
