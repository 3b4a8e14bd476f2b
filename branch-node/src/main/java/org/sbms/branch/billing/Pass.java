package org.sbms.branch.billing;

/** A run goes twice through who is due: what the first find goes on the bills of the second. */
enum Pass {
  PAID_BY_ANOTHER,
  PAYS_ITSELF
}
