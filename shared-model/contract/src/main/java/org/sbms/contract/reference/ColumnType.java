package org.sbms.contract.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.contract.Money;

/**
 * What a column may hold. Values are text on the wire and in the database; a type says which texts
 * are allowed and which of several spellings is kept, so that two equal values are equal texts.
 */
public sealed interface ColumnType {

  /** Letters, digits and a few marks in a shape of the column's own; fit to be part of a key. */
  record Code(Pattern shape, String example) implements ColumnType {}

  record Text(int maxLength) implements ColumnType {}

  record Whole(long min, long max) implements ColumnType {}

  record Decimal(int places, BigDecimal min, BigDecimal max) implements ColumnType {}

  /** Per cent, 0–100 with up to four places. */
  record Percent() implements ColumnType {}

  record Date() implements ColumnType {}

  record Flag() implements ColumnType {}

  /** Not negative, in the currency that another column of the row names. */
  record Amount(String currencyColumn) implements ColumnType {}

  record OneOf(List<String> values) implements ColumnType {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** The one-column key of a row of a dataset. */
  record RefersTo(String dataset) implements ColumnType {}

  int MAX_CODE_LENGTH = 64;
  int MAX_PERCENT_PLACES = 4;

  /** The spelling that is kept. */
  record Read(String value, Optional<String> problem) {
    static Read ok(String value) {
      return new Read(value, Optional.empty());
    }

    static Read bad(String problem) {
      return new Read("", Optional.of(problem));
    }
  }

  /** Reads one value that is not blank; the problem is a half sentence: "must be …". */
  default Read read(String text) {
    return switch (this) {
      case Code(Pattern shape, String example) ->
          text.length() <= MAX_CODE_LENGTH && shape.matcher(text).matches()
              ? Read.ok(text)
              : Read.bad("must look like " + example);
      case Text(int maxLength) -> readText(text, maxLength);
      case Whole(long min, long max) -> readWhole(text, min, max);
      case Decimal(int places, BigDecimal min, BigDecimal max) ->
          readDecimal(text, places, min, max);
      case Percent() ->
          readDecimal(text, MAX_PERCENT_PLACES, BigDecimal.ZERO, BigDecimal.valueOf(100));
      case Date() -> readDate(text);
      case Flag() ->
          text.equals("true") || text.equals("false")
              ? Read.ok(text)
              : Read.bad("must be true or false");
      case Amount(_) ->
          readDecimal(text, 4, BigDecimal.ZERO, BigDecimal.valueOf(1_000_000_000_000L));
      case OneOf(List<String> values) ->
          values.contains(text)
              ? Read.ok(text)
              : Read.bad("must be one of " + String.join(", ", values));
      case RefersTo(_) ->
          text.length() <= MAX_CODE_LENGTH && !text.contains(DatasetSpec.KEY_SEPARATOR)
              ? Read.ok(text)
              : Read.bad("is no code");
    };
  }

  /** Whether a value of this type may be part of a row's key. */
  default boolean fitsKey() {
    return switch (this) {
      case Code _, Whole _, Date _, OneOf _, RefersTo _ -> true;
      case Text _, Decimal _, Percent _, Flag _, Amount _ -> false;
    };
  }

  /** The name of the type for pages and API documents. */
  default String title() {
    return switch (this) {
      case Code _ -> "code";
      case Text _ -> "text";
      case Whole _ -> "integer";
      case Decimal _ -> "decimal";
      case Percent _ -> "percent";
      case Date _ -> "date";
      case Flag _ -> "boolean";
      case Amount _ -> "money";
      case OneOf _ -> "enum";
      case RefersTo _ -> "reference";
    };
  }

  private static Read readText(String text, int maxLength) {
    if (text.length() > maxLength) {
      return Read.bad("must have at most " + maxLength + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return Read.bad("must not hold line breaks or control characters");
    }
    if ("=+@".indexOf(text.charAt(0)) >= 0) {
      return Read.bad("must not begin with " + text.charAt(0) + ", which a spreadsheet would run");
    }
    return Read.ok(text);
  }

  private static Read readWhole(String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return Read.ok(Long.toString(value));
      }
    } catch (NumberFormatException notWhole) {
      // Said below, in words for a user.
    }
    return Read.bad("must be a whole number from " + min + " to " + max);
  }

  private static Read readDecimal(String text, int places, BigDecimal min, BigDecimal max) {
    Optional<BigDecimal> value = Money.plainDecimal(text);
    if (value.isEmpty()) {
      return Read.bad("must be a decimal number such as 12.5");
    }
    if (value.get().stripTrailingZeros().scale() > places) {
      return Read.bad("has at most " + places + " decimal places");
    }
    if (value.get().compareTo(min) < 0 || value.get().compareTo(max) > 0) {
      return Read.bad("must be between " + min.toPlainString() + " and " + max.toPlainString());
    }
    BigDecimal plain = value.get().stripTrailingZeros();
    return Read.ok((plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString());
  }

  private static Read readDate(String text) {
    try {
      return Read.ok(LocalDate.parse(text).toString());
    } catch (DateTimeParseException bad) {
      return Read.bad("must be a date such as 2026-01-31");
    }
  }
}
