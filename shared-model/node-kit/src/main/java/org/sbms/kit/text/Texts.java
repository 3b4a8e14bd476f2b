package org.sbms.kit.text;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;

/** Everything that is said to one person: in their language, by their clock. */
public final class Texts {
  static final String SAID = "said.";
  private static final char NARROW = '\u00a0';

  private final Language language;
  private final ZoneId zone;
  private final Map<String, String> patterns;
  private final Sentences sentences;

  Texts(Language language, ZoneId zone, Map<String, String> patterns, Sentences sentences) {
    this.language = language;
    this.zone = zone;
    this.patterns = patterns;
    this.sentences = sentences;
  }

  public Language language() {
    return language;
  }

  public Locale locale() {
    return language.locale();
  }

  public ZoneId zone() {
    return zone;
  }

  public boolean has(String key) {
    return patterns.containsKey(key);
  }

  /**
   * The message of a key, with {@code {0}, {1} …} filled in as {@link MessageFormat} does; an
   * apostrophe is written twice only in messages that have arguments. An unknown key shows itself,
   * so that a page still works.
   */
  public String t(String key, Object... args) {
    String pattern = patterns.get(key);
    if (pattern == null) {
      return key;
    }
    return args.length == 0 ? pattern : new MessageFormat(pattern, locale()).format(args);
  }

  /** The message of an enum's value: key {@code <prefix>.<NAME>}. */
  public String of(String prefix, Enum<?> value) {
    return t(prefix + "." + value.name());
  }

  /**
   * A sentence that code says in English (a field error, a refusal), in this language where a
   * bundle has it under {@code said.} and the sentence in lower case with dashes. One with numbers
   * or names in it is found by a key whose English has {@code {0}}, {@code {1}} … in their places.
   */
  public String said(String english) {
    String exact = patterns.get(SAID + slug(english));
    if (exact != null || language == Language.EN) {
      return exact == null ? english : exact;
    }
    return sentences
        .find(english)
        .map(found -> t(found.key(), found.arguments().stream().map(this::said).toArray()))
        .orElse(english);
  }

  /** Why something was refused: by its code where a bundle knows it, else by its detail. */
  public String refusal(Refusal refusal) {
    String byCode = patterns.get("refusal." + refusal.code().code());
    if (language == Language.EN) {
      return refusal.detail();
    }
    String said = said(refusal.detail());
    return said.equals(refusal.detail()) && byCode != null ? byCode : said;
  }

  public String money(Money money) {
    return amount(money) + NARROW + sign(money);
  }

  /** The amount without its currency: {@code 1,234.50}. */
  public String amount(Money money) {
    NumberFormat format = NumberFormat.getNumberInstance(locale());
    int places = money.currency().getDefaultFractionDigits();
    format.setMinimumFractionDigits(places);
    format.setMaximumFractionDigits(places);
    return format.format(new java.math.BigDecimal(money.amount()));
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale()).format(number);
  }

  public String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale()).format(date);
  }

  public String time(Instant at) {
    return pattern("d MMM yyyy, HH:mm:ss").format(at);
  }

  /** Today's times without the date, older ones without the seconds: for columns. */
  public String shortTime(Instant at, Instant now) {
    boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return pattern(today ? "HH:mm:ss" : "d MMM yyyy, HH:mm").format(at);
  }

  /** How long, in the one unit that says most: {@code 12 s}, {@code 3 min}. */
  public String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return t("kit.duration.seconds", seconds);
    }
    if (seconds < 7_200) {
      return t("kit.duration.minutes", seconds / 60);
    }
    return seconds < 172_800
        ? t("kit.duration.hours", seconds / 3_600)
        : t("kit.duration.days", seconds / 86_400);
  }

  private DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, locale()).withZone(zone);
  }

  private String sign(Money money) {
    return language == Language.RU && money.currencyCode().equals("RUB")
        ? "₽"
        : money.currencyCode();
  }

  private static String slug(String sentence) {
    StringBuilder slug = new StringBuilder();
    for (char c : sentence.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        slug.append(c);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    return slug.toString().replaceAll("-$", "");
  }
}
