package org.sbms.branch.delivery;

/** What somebody is told. Each has a text in every language. */
public enum NoticeKind {
  INVOICE,
  CREDIT_NOTE,
  REMINDER,
  WARNING,
  PENALTY,
  SUSPENSION,
  TERMINATION
}
