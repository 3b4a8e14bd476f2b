package org.sbms.branch.customer;

/** The way in which a customer is reached. */
public enum ContactKind {
  PHONE,
  EMAIL,
  POST,
  MESSENGER
}
