package org.sbms.bankfiles.camt;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.contract.Money;

/** The values of a message, each read exactly or refused where it stands. */
final class Fields {
  /** A day, and whatever time or offset a bank adds: the day is the one that the bank wrote. */
  private static final Pattern DAY =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?");

  private final String file;

  Fields(String file) {
    this.file = file;
  }

  /** The amount of a balance, entry or payment with the sign that it has for the account. */
  Money signed(Element around) throws BadCamtException {
    Element amount = around.at("Amt").orElseThrow(() -> bad(around, "needs its amount, Amt"));
    Money size = money(amount);
    return isCredit(around) ? size : size.negated();
  }

  /** Never below zero: its sign stands beside it. */
  Money money(Element amount) throws BadCamtException {
    try {
      Currency currency = Money.currencyOf(amount.attribute("Ccy"));
      Money money = Money.parse(withoutIdleZeros(amount.text()), currency);
      if (money.isNegative()) {
        throw bad(amount, "must not be below zero; CdtDbtInd says the sign");
      }
      return money;
    } catch (IllegalArgumentException refused) {
      boolean isCurrency = String.valueOf(refused.getMessage()).contains("ISO 4217");
      throw bad(amount, (isCurrency ? "Ccy " : "") + refused.getMessage());
    }
  }

  boolean isCredit(Element around) throws BadCamtException {
    Element given =
        around.at("CdtDbtInd").orElseThrow(() -> bad(around, "needs its sign, CdtDbtInd"));
    return switch (given.text()) {
      case "CRDT" -> true;
      case "DBIT" -> false;
      default -> throw bad(given, "must be CRDT or DBIT");
    };
  }

  /** Absent means no. */
  boolean flag(Element around, String name) throws BadCamtException {
    Optional<Element> given = around.at(name);
    return switch (given.map(Element::text).orElse("false")) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw bad(given.orElse(around), "must be true or false");
    };
  }

  int number(Element around, String name) throws BadCamtException {
    Element given = around.at(name).orElseThrow(() -> bad(around, "needs " + name));
    if (!given.text().matches("[0-9]{1,9}")) {
      throw bad(given, "must be a number");
    }
    return Integer.parseInt(given.text());
  }

  /** A day or a moment; of a moment, its day as written. */
  Optional<LocalDate> day(Element around, String name) throws BadCamtException {
    Optional<Element> given = around.at(name, "Dt").or(() -> around.at(name, "DtTm"));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    var parts = DAY.matcher(given.get().text());
    try {
      if (parts.matches()) {
        return Optional.of(LocalDate.parse(parts.group(1)));
      }
    } catch (DateTimeException noSuchDay) {
      // Said below.
    }
    throw bad(given.get(), "is not a day such as 2026-11-22");
  }

  BadCamtException bad(Element element, String reason) {
    return BadCamtException.at(file, element.line(), element.column(), element.way(), reason);
  }

  /** The messages allow five places, and banks write 100.00000. */
  private static String withoutIdleZeros(String amount) {
    return Money.plainDecimal(amount)
        .filter(value -> value.scale() > 0)
        .map(BigDecimal::stripTrailingZeros)
        .map(BigDecimal::toPlainString)
        .orElse(amount);
  }
}
