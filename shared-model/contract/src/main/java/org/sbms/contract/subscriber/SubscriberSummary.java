package org.sbms.contract.subscriber;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;

/** A subscriber in a list. */
public record SubscriberSummary(
    AccountNumber account, BranchCode homeBranch, String name, SubscriberState state) {}
