package org.sbms.branch.customer;

/** What a customer is. Other nodes are told of persons and companies only. */
public enum CustomerKind {
  PERSON,
  FAMILY,
  COMPANY,
  GROUP,
  COMMUNITY
}
