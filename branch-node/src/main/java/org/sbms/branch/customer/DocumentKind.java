package org.sbms.branch.customer;

/** What a customer's paper is. */
public enum DocumentKind {
  CONTRACT,
  ANNEX,
  ACT,
  IDENTITY,
  OTHER
}
