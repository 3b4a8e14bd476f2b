package org.sbms.deploy.chaos;

/**
 * What one check came to.
 *
 * @param evidence what was looked at and how much of it, or what is wrong
 */
record Finding(String code, String title, boolean holds, String evidence) {

  @Override
  public String toString() {
    return "%-3s  %-6s  %s: %s".formatted(code, holds ? "holds" : "BROKEN", title, evidence);
  }
}
