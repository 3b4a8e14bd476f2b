package org.sbms.branch.customer;

/** Who pays for an account: itself, or the account above it. */
public enum Payer {
  OWN,
  PARENT
}
