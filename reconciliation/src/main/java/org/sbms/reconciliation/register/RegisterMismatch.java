package org.sbms.reconciliation.register;

import org.sbms.contract.MismatchKind;

/**
 * One transaction that does not match.
 *
 * @param originValue what the origin's register says of the thing that differs; empty where it says
 *     nothing
 */
public record RegisterMismatch(
    String transactionId,
    MismatchKind kind,
    String originBranch,
    String homeBranch,
    String originValue,
    String homeValue) {}
