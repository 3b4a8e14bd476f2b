package org.sbms.kit.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The messages of all features, from {@code messages/<bundle>_<language>.properties} on the
 * classpath. A key that two bundles define, or that one language lacks, stops the start; and so
 * does a sentence whose parameters differ between languages.
 */
public final class Messages {
  /** Sentences of any feature; a feature that has its own words for one goes before. */
  private static final String SENTENCES = "said";

  private final Map<Language, Map<String, String>> byLanguage;
  private final Sentences sentences;

  private Messages(Map<Language, Map<String, String>> byLanguage) {
    this.byLanguage = byLanguage;
    this.sentences = Sentences.of(byLanguage.getOrDefault(Language.EN, Map.of()));
  }

  public static Messages load(Set<String> bundles) {
    Map<Language, Map<String, String>> byLanguage = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Map<String, String> patterns = new HashMap<>();
      for (String bundle : bundles) {
        read(bundle, language)
            .forEach((key, pattern) -> {
              if (patterns.put((String) key, (String) pattern) != null) {
                throw new IllegalStateException("two bundles define the message " + key);
              }
            });
      }
      read(SENTENCES, language)
          .forEach((key, pattern) -> patterns.putIfAbsent((String) key, (String) pattern));
      byLanguage.put(language, Map.copyOf(patterns));
    }
    requireSameKeys(byLanguage);
    Sentences.requireSameParameters(byLanguage);
    return new Messages(byLanguage);
  }

  public Texts in(Language language, ZoneId zone) {
    return new Texts(language, zone, byLanguage.getOrDefault(language, Map.of()), sentences);
  }

  public Set<String> keys() {
    return byLanguage.getOrDefault(Language.EN, Map.of()).keySet();
  }

  private static Properties read(String bundle, Language language) {
    String name = "messages/" + bundle + "_" + language.code() + ".properties";
    try (InputStream in = Messages.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the classpath");
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return properties;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Keys that begin with {@code said.} translate sentences that code says in English. */
  private static void requireSameKeys(Map<Language, Map<String, String>> byLanguage) {
    Set<String> english = byLanguage.getOrDefault(Language.EN, Map.of()).keySet();
    byLanguage.forEach((language, patterns) -> {
      Set<String> missing = new LinkedHashSet<>(english);
      missing.removeAll(patterns.keySet());
      Set<String> extra = new LinkedHashSet<>(patterns.keySet());
      extra.removeAll(english);
      extra.removeIf(key -> key.startsWith(Texts.SAID));
      missing.addAll(extra);
      if (!missing.isEmpty()) {
        throw new IllegalStateException("messages differ in " + language + ": " + missing);
      }
    });
  }
}
