package org.sbms.kit.config;

import io.smallrye.config.ConfigValidationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the library reports into one line for an operator, without the value: it may be a
 * secret.
 */
final class ConfigProblems {
  private static final Pattern CODE = Pattern.compile("^SRCFG\\d+: ");
  private static final Pattern MISSING = Pattern.compile("config property (\\S+) is required but");
  private static final Pattern EMPTY =
      Pattern.compile("config property (\\S+) is defined as the empty String");
  private static final Pattern NOT_CONVERTED =
      Pattern.compile("config property (\\S+) with the config value");
  private static final Pattern EXPECTED = Pattern.compile("SRCFG\\d+: Expected an? (\\w+) value");

  private ConfigProblems() {}

  static String describe(ConfigValidationException bad) {
    String first = describe(bad.getProblem(0).getMessage());
    int others = bad.getProblemCount() - 1;
    return others == 0 ? first : first + " (and " + others + " more)";
  }

  private static String describe(String message) {
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      String key = missing.group(1);
      return key + " is missing: set it in the file, or " + Configuration.environmentName(key);
    }
    Matcher empty = EMPTY.matcher(message);
    if (empty.find()) {
      return empty.group(1) + " is empty";
    }
    Matcher notConverted = NOT_CONVERTED.matcher(message);
    if (notConverted.find()) {
      Matcher expected = EXPECTED.matcher(message);
      String wanted = expected.find() ? ": " + expected.group(1) + " expected" : "";
      return notConverted.group(1) + " has a value of the wrong kind" + wanted;
    }
    return CODE.matcher(message).replaceFirst("").lines().findFirst().orElse("is wrong");
  }
}
