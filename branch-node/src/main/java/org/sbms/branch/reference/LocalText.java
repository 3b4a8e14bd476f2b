package org.sbms.branch.reference;

import org.sbms.contract.reference.DatasetRow;
import org.sbms.kit.text.Language;

/** A name in every language of the pages. */
public record LocalText(String en, String ru) {

  static LocalText of(DatasetRow row, String column) {
    return new LocalText(row.get(column + "_en"), row.get(column + "_ru"));
  }

  public String in(Language language) {
    return switch (language) {
      case EN -> en;
      case RU -> ru;
    };
  }
}
