package org.sbms.kit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads moments as nodes write them, {@code 2026-11-25T13:40:19.123Z}, without a formatter, which
 * costs more than the rest of a line; every other way of writing one goes to the library.
 */
final class QuickInstant extends StdScalarDeserializer<Instant> {
  private static final long serialVersionUID = 1L;
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int MAX_FRACTION = 9;

  QuickInstant() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      if (isUsual(text)) {
        try {
          return read(text);
        } catch (DateTimeException noSuchDay) {
          // The library says what is wrong with it.
        }
      }
    }
    return InstantDeserializer.INSTANT.deserialize(parser, context);
  }

  private static boolean isUsual(String text) {
    int length = text.length();
    if (length <= SHAPE.length() || text.charAt(length - 1) != 'Z') {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char expected = SHAPE.charAt(i);
      if (expected == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
        return false;
      }
    }
    int fraction = length - SHAPE.length() - 2;
    if (fraction == -1) {
      return true;
    }
    for (int i = SHAPE.length() + 1; i < length - 1; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(SHAPE.length()) == '.' && fraction >= 1 && fraction <= MAX_FRACTION;
  }

  private static Instant read(String text) {
    int nanos = 0;
    if (text.charAt(SHAPE.length()) == '.') {
      int digits = text.length() - SHAPE.length() - 2;
      nanos = number(text, SHAPE.length() + 1, digits);
      for (int i = digits; i < MAX_FRACTION; i++) {
        nanos *= 10;
      }
    }
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 2),
            number(text, 8, 2),
            number(text, 11, 2),
            number(text, 14, 2),
            number(text, 17, 2),
            nanos)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int digits) {
    return Integer.parseInt(text, from, from + digits, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
