package org.sbms.branch.limit;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;

/** What homes let people of other branches do. Answers from memory, so a transaction may ask. */
public interface PeerBounds {

  /** Why a home does not let somebody of a branch do it at all, if it does not. */
  Optional<Refusal> forbids(BranchCode home, String operation, BranchCode origin, Actor actor);

  /** How much a home lets somebody of a branch do. */
  List<Bounds> ofPeer(
      BranchCode home, String operation, BranchCode origin, Actor actor, Currency currency);
}
