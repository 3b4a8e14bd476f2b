package org.sbms.branch.catalog;

/** What an offer is: every subscriber has one plan, and any services beside it. */
public enum OfferKind {
  PLAN,
  SERVICE
}
