package org.sbms.kit.web;

import java.util.List;
import org.sbms.contract.Problem;

/** Problems that HTTP itself has, beside those that an operation's refusal makes. */
final class Problems {
  private Problems() {}

  static Problem of(int status, String code, String detail) {
    return new Problem("urn:sbms:problem:" + code, title(code), status, detail, code, List.of());
  }

  /** {@code method-not-allowed} reads as {@code Method not allowed}. */
  private static String title(String code) {
    String words = code.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
