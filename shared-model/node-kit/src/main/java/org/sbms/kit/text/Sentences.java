package org.sbms.kit.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Sentences with parameters, as code says them in English: from a sentence that was said, finds the
 * one that it is and what stands in its places.
 */
final class Sentences {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\d)}");

  /** Longer ones are no sentences, and would only keep the expressions busy. */
  private static final int MAX_LENGTH = 1_000;

  /** The one that says most in its own words comes first. */
  private final List<Sentence> sentences;

  private record Sentence(String key, Pattern words, List<Integer> parameters, int ownWords) {}

  /**
   * @param arguments by the numbers of the parameters
   */
  record Found(String key, List<String> arguments) {}

  private Sentences(List<Sentence> sentences) {
    this.sentences = sentences;
  }

  static Sentences of(Map<String, String> english) {
    return new Sentences(
        english.entrySet().stream()
            .filter(message -> message.getKey().startsWith(Texts.SAID))
            .filter(message -> PARAMETER.matcher(message.getValue()).find())
            .map(message -> sentence(message.getKey(), message.getValue()))
            .sorted(
                Comparator.comparingInt(Sentence::ownWords).reversed().thenComparing(Sentence::key))
            .toList());
  }

  Optional<Found> find(String said) {
    return said.length() > MAX_LENGTH
        ? Optional.empty()
        : sentences.stream().flatMap(sentence -> match(sentence, said).stream()).findFirst();
  }

  /** A translation that drops a number, or asks for one that nobody gives, is a mistake. */
  static void requireSameParameters(Map<Language, Map<String, String>> byLanguage) {
    Map<String, String> english = byLanguage.getOrDefault(Language.EN, Map.of());
    byLanguage.forEach((language, patterns) ->
        patterns.forEach((key, pattern) -> {
          String in = english.getOrDefault(key, "");
          if (key.startsWith(Texts.SAID) && !parameters(pattern).equals(parameters(in))) {
            throw new IllegalStateException("the parameters of " + key + " differ in " + language);
          }
        }));
  }

  private static TreeSet<String> parameters(String pattern) {
    TreeSet<String> parameters = new TreeSet<>();
    PARAMETER.matcher(pattern).results().map(result -> result.group(1)).forEach(parameters::add);
    return parameters;
  }

  private static Sentence sentence(String key, String pattern) {
    StringBuilder words = new StringBuilder();
    List<Integer> parameters = new ArrayList<>();
    int at = 0;
    int ownWords = 0;
    for (MatchResult parameter : PARAMETER.matcher(pattern).results().toList()) {
      String own = plain(pattern.substring(at, parameter.start()));
      words.append(Pattern.quote(own)).append("(.+?)");
      ownWords += own.length();
      parameters.add(Integer.valueOf(parameter.group(1)));
      at = parameter.end();
    }
    String last = plain(pattern.substring(at));
    words.append(Pattern.quote(last));
    return new Sentence(
        key, Pattern.compile(words.toString()), parameters, ownWords + last.length());
  }

  /** As {@code MessageFormat} reads it: an apostrophe is written twice. */
  private static String plain(String part) {
    return part.replace("''", "'");
  }

  private static Optional<Found> match(Sentence sentence, String said) {
    Matcher matcher = sentence.words.matcher(said);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String[] arguments = new String[sentence.parameters.size()];
    IntStream.range(0, arguments.length)
        .forEach(place -> arguments[sentence.parameters.get(place)] = matcher.group(place + 1));
    return Optional.of(new Found(sentence.key, List.of(arguments)));
  }
}
