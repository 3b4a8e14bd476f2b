package org.sbms.kit.web;

/**
 * A page of one message.
 *
 * @param reference under which the log tells more; empty when there is nothing more to tell
 */
public record MessagePage(String icon, String title, String detail, String reference) {

  static String icon(int status) {
    return switch (status) {
      case 403 -> "lock";
      case 404 -> "map-question";
      case 409, 422 -> "alert-circle";
      case 429, 503, 504 -> "plug-connected-x";
      default -> "alert-triangle";
    };
  }
}
