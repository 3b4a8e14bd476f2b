package org.sbms.kit.web.table;

import org.sbms.kit.text.Texts;

/** A cell as the text that the page shows. */
final class CellText {
  private CellText() {}

  static String of(Cell cell, Texts texts) {
    return switch (cell) {
      case Cell.Text(String text) -> text;
      case Cell.Code(String text) -> text;
      case Cell.Link(String text, String _) -> text;
      case Cell.TwoLines(String text, String small, String _) -> text + " " + small;
      case Cell.Amount(var money) -> texts.money(money);
      case Cell.Count(long number) -> texts.number(number);
      case Cell.Time(var at) -> texts.time(at);
      case Cell.Day(var day) -> texts.date(day);
      case Cell.Badge(String key, String _) -> texts.t(key);
      case Cell.Missing() -> "";
    };
  }
}
