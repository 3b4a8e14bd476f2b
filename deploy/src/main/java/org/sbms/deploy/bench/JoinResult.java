package org.sbms.deploy.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.deploy.federation.FederationException;

/** What every contestant must agree on. */
record JoinResult(long pairs, long matched) {
  private static final Pattern SAID =
      Pattern.compile("\"pairs\": (\\d+), \"matched\": (\\d+)", Pattern.DOTALL);

  /** Reads it from what a process printed. */
  static JoinResult in(String said) {
    Matcher found = SAID.matcher(said);
    if (!found.find()) {
      throw new FederationException("no result was printed:\n" + said);
    }
    return new JoinResult(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
  }

  String json() {
    return "{\"pairs\": " + pairs + ", \"matched\": " + matched + "}";
  }
}
