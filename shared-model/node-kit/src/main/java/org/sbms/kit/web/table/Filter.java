package org.sbms.kit.web.table;

import java.util.List;

/** One thing to narrow a table by; its label is the message {@code <table>.<name>}. */
public sealed interface Filter {
  String name();

  /** Free text. */
  record Search(String name) implements Filter {}

  /** One of some values; an option's label is the message {@code <labels>.<value>}. */
  record Choice(String name, String labels, List<String> values) implements Filter {}

  /** A day, {@code 2026-11-22}. */
  record Day(String name) implements Filter {}
}
