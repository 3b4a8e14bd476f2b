package org.sbms.branch.billing;

/** An account, and what came of billing it. */
record BilledResult(BilledAccount account, Billing billing) {}
