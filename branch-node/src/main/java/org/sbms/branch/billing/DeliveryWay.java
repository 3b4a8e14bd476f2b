package org.sbms.branch.billing;

/** How an account's bills reach its customer; they are on pages in any case. */
public enum DeliveryWay {
  PRINT,
  MAIL
}
