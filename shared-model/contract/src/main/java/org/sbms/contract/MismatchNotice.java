package org.sbms.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What central says of one mismatch.
 *
 * @param id central's; the same through the mismatch's whole life
 * @param revision a later one replaces an earlier one, whatever order they come in
 * @param transactionId absent where a journal as a whole is meant
 * @param account the subscriber's account; empty where a journal as a whole is meant
 * @param originValue what the origin says of the thing that differs; empty where it says nothing
 * @param owner who works on it at central; empty as long as nobody does
 */
public record MismatchNotice(
    UUID id,
    long revision,
    MismatchKind kind,
    State state,
    BranchCode origin,
    BranchCode home,
    @Nullable UUID transactionId,
    String account,
    String originValue,
    String homeValue,
    String owner,
    Instant foundAt) {

  public enum State {
    OPEN,
    /** Somebody has decided what is to be done; it is still there. */
    RESOLVED,
    /** A later run found it gone. */
    CORRECTED
  }
}
