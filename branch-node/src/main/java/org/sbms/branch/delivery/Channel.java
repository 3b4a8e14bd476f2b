package org.sbms.branch.delivery;

/** How it goes to a customer. */
public enum Channel {
  MAIL,
  LETTER
}
