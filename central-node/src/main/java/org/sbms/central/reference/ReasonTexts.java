package org.sbms.central.reference;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.kit.text.Texts;

/**
 * What is wrong with a file, in the reader's language. The rules say it in English, once, for
 * programs and people alike; sentences that name a value are translated by their shape.
 */
public final class ReasonTexts {
  private record Shape(String key, Pattern english) {
    static Shape of(String key, String english) {
      return new Shape("reference.reason." + key, Pattern.compile(english));
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("like", "must look like (.+)"),
          Shape.of("whole", "must be a whole number from (\\S+) to (\\S+)"),
          Shape.of("between", "must be between (\\S+) and (\\S+)"),
          Shape.of("places", "has at most (\\d+) decimal places"),
          Shape.of("currency-places", "([A-Z]{3}) has at most (\\d+) decimal places"),
          Shape.of("oneof", "must be one of (.+)"),
          Shape.of("length", "must have at most (\\d+) characters"),
          Shape.of("formula", "must not begin with (.), which a spreadsheet would run"),
          Shape.of("unknown", "(.+) is not in ([a-z-]+)"),
          Shape.of("repeated", "repeats the key (.+) of line (\\d+)"),
          Shape.of("values", "has (\\d+) values where the header has (\\d+)"),
          Shape.of("below", "must not be below (.+)"),
          Shape.of("overlaps-row", "overlaps the row from (.+)"),
          Shape.of("overlaps", "overlaps (.+)"),
          Shape.of("differ", "must differ from (.+)"),
          Shape.of("only-with", "goes only with (\\S+) (\\S+)"),
          Shape.of("placeholder", "knows no (.+)"),
          Shape.of("there", "is already there: (.+)"),
          Shape.of("taken", "is already that of (.+)"),
          Shape.of("column", "is no column of (\\S+), which has (.+)"),
          Shape.of("encoding", "is not UTF-8: the byte (\\S+) here is no character; .+"),
          Shape.of("referred", "cannot go: (\\S+) has a row with it, (.+)"));

  private ReasonTexts() {}

  public static String of(Texts texts, String english) {
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.english().matcher(english);
      if (matcher.matches()) {
        return matcher.groupCount() == 1
            ? texts.t(shape.key(), matcher.group(1))
            : texts.t(shape.key(), matcher.group(1), matcher.group(2));
      }
    }
    return texts.said(english);
  }
}
