package org.sbms.bankfiles.camt;

import java.util.Arrays;
import java.util.Optional;

/** The messages that are read, and what their parts are called. */
public enum CamtKind {
  /** camt.053: all that happened to an account, between two balances. */
  STATEMENT("camt.053.001.", "BkToCstmrStmt", "Stmt"),
  /** camt.054: single entries told early; it has no balances. */
  NOTIFICATION("camt.054.001.", "BkToCstmrDbtCdtNtfctn", "Ntfctn");

  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";

  private final String message;
  private final String root;
  private final String part;

  CamtKind(String message, String root, String part) {
    this.message = message;
    this.root = root;
    this.part = part;
  }

  String root() {
    return root;
  }

  /** The element of one account's statement or notification. */
  String part() {
    return part;
  }

  static Optional<CamtKind> ofNamespace(String namespace) {
    return Arrays.stream(values())
        .filter(kind -> namespace.startsWith(NAMESPACE + kind.message))
        .findFirst();
  }

  /** Two digits; empty where the namespace ends otherwise. */
  Optional<Integer> version(String namespace) {
    String digits = namespace.substring((NAMESPACE + message).length());
    return digits.matches("[0-9]{2}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }
}
