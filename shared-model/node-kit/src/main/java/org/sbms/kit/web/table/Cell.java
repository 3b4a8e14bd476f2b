package org.sbms.kit.web.table;

import java.time.Instant;
import java.time.LocalDate;
import org.sbms.contract.Money;

/** What stands in one cell, as a value: the page and the export each write it their way. */
public sealed interface Cell {

  record Text(String text) implements Cell {}

  /** Text that leads somewhere. */
  record Link(String text, String href) implements Cell {}

  /** Text under text, the second one small; the first leads somewhere unless {@code href} is "". */
  record TwoLines(String text, String small, String href) implements Cell {}

  /** A code: numbers and identifiers that are compared by eye. */
  record Code(String text) implements Cell {}

  record Amount(Money money) implements Cell {}

  record Count(long number) implements Cell {}

  record Time(Instant at) implements Cell {}

  record Day(LocalDate day) implements Cell {}

  /** A state: its message key, and a colour of the kit (green, yellow, red, blue, secondary). */
  record Badge(String messageKey, String colour) implements Cell {}

  record Missing() implements Cell {}

  static Cell text(String text) {
    return text.isEmpty() ? new Missing() : new Text(text);
  }

  static Cell missing() {
    return new Missing();
  }
}
