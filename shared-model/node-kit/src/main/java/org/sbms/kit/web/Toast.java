package org.sbms.kit.web;

/**
 * A short notice that the next page shows once.
 *
 * @param colour green, red, yellow or blue
 * @param text in the reader's language
 */
public record Toast(String colour, String text) {
  static final int MAX_LENGTH = 500;
}
