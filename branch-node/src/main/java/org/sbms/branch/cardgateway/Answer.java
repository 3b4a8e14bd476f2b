package org.sbms.branch.cardgateway;

/** What came of asking an acquirer. */
sealed interface Answer {
  record Said(Statement statement) implements Answer {}

  /** No answer that says anything, so nothing is known: neither done nor not done. */
  record Silence(String why) implements Answer {}
}
