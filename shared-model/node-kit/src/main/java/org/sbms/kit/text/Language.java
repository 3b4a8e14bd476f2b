package org.sbms.kit.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;

/** A language that every page speaks. */
public enum Language {
  EN("en", "English", Locale.UK),
  RU("ru", "Русский", Locale.forLanguageTag("ru-RU"));

  private static final int MAX_HEADER_LENGTH = 200;

  private final String code;
  private final String ownName;
  private final Locale locale;

  Language(String code, String ownName, Locale locale) {
    this.code = code;
    this.ownName = ownName;
    this.locale = locale;
  }

  /** As in {@code <html lang>} and in the names of bundles. */
  public String code() {
    return code;
  }

  public String ownName() {
    return ownName;
  }

  public Locale locale() {
    return locale;
  }

  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /** The best of an {@code Accept-Language} header; English when it asks for none of ours. */
  public static Language preferred(String acceptLanguage) {
    if (acceptLanguage.isBlank() || acceptLanguage.length() > MAX_HEADER_LENGTH) {
      return EN;
    }
    try {
      Locale found =
          Locale.lookup(
              LanguageRange.parse(acceptLanguage),
              Arrays.stream(values()).map(l -> Locale.of(l.code)).toList());
      return found == null ? EN : of(found.getLanguage()).orElse(EN);
    } catch (IllegalArgumentException malformed) {
      return EN;
    }
  }
}
