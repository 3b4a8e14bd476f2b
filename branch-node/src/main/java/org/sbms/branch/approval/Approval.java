package org.sbms.branch.approval;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;

/**
 * A request above the limits of whoever made it, kept until a second person has decided.
 *
 * @param operation name of the operation
 * @param subject whom or what it concerns, such as an account
 * @param rule the rule that it breaks, in a sentence
 * @param decidedBy empty until somebody did
 * @param comment of whoever decided, or why it was refused afterwards
 * @param resultId what came of it, such as the payment; empty until done
 */
public record Approval(
    UUID id,
    ApprovalState state,
    String operation,
    String subject,
    Money amount,
    String rule,
    String askedBy,
    Instant askedAt,
    Instant expiresAt,
    String decidedBy,
    Optional<Instant> decidedAt,
    String comment,
    String resultId) {

  boolean isOf(String login) {
    return askedBy.equals(login);
  }
}
