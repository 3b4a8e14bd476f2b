package org.sbms.kit.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the message keys that a module names literally, in templates and in code. */
public final class UsedMessages {
  private static final Pattern IN_TEMPLATES =
      Pattern.compile(
          "\\b(?:view\\.t|label|hint) ?[(=] ?\"([a-z][A-Za-z0-9.-]*\\.[A-Za-z0-9.-]*[A-Za-z0-9])\"[,) \\n]");
  private static final Pattern IN_CODE =
      Pattern.compile(
          "(?:texts\\(\\)\\.t\\(|new MenuEntry\\(\\s*\"[^\"]*\",\\s*|MenuEntry\\.forAll\\(\\s*\"[^\"]*\",\\s*|new Cell\\.Badge\\(\\s*)\"([a-z][A-Za-z0-9.-]*\\.[A-Za-z0-9_.-]*[A-Za-z0-9])\"\\s*[,)]");

  /** What is said to people: errors of fields, and refusals with their details. */
  private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";

  private static final String PART = "(?:" + LITERAL + "|[A-Za-z_][A-Za-z0-9_.]*(?:\\([^()]*\\))?)";
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?:FieldError\\(|refused\\(|Refusal\\.of\\(|form\\.error\\()\\s*[^,()]+,\\s*("
              + PART
              + "(?:\\s*\\+\\s*"
              + PART
              + ")*)\\s*\\)");

  /** What a page says alone, and what is wrong with a field that cannot be read. */
  private static final Pattern ALONE =
      Pattern.compile(
          "(?:PageResponse\\.notFound\\(\\s*("
              + PART
              + "(?:\\s*\\+\\s*"
              + PART
              + ")*)\\s*\\)|IllegalArgumentException\\(\\s*(\"must [^\"]*\")\\s*[,)])");

  private static final Pattern PARTS = Pattern.compile(PART);

  private UsedMessages() {}

  /** Sentences of the code, with 7 for whatever stands in them, that these texts do not say. */
  public static Set<String> unsaid(Path module, Texts texts) {
    Set<String> said = new TreeSet<>();
    Path root = module.resolve("src/main/java");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String code = Files.readString(file);
        Matcher sentence = SENTENCE.matcher(code);
        while (sentence.find()) {
          said.add(sentence(sentence.group(1)));
        }
        Matcher alone = ALONE.matcher(code);
        while (alone.find()) {
          said.add(sentence(alone.group(alone.group(1) == null ? 2 : 1)));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    said.removeIf(each -> !each.contains(" ") || !texts.said(each).equals(each));
    said.remove("7 7"); // two parts that are sentences themselves
    return said;
  }

  private static String sentence(String code) {
    StringBuilder sentence = new StringBuilder();
    PARTS
        .matcher(code)
        .results()
        .map(part -> part.group())
        .map(part -> part.startsWith("\"") ? part.substring(1, part.length() - 1) : "7")
        .forEach(sentence::append);
    return sentence.toString();
  }

  /** The bundles that lie in a module's resources. */
  public static Set<String> bundles(Path module) {
    try (Stream<Path> files = Files.list(module.resolve("src/main/resources/messages"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("_[a-z]{2}\\.properties$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Keys that are named and that no bundle has. */
  public static Set<String> missing(Path module, Set<String> known) {
    Set<String> used = new TreeSet<>();
    collect(module.resolve("src/main/jte"), ".jte", IN_TEMPLATES, used);
    collect(module.resolve("src/main/java"), ".java", IN_CODE, used);
    if (used.isEmpty()) {
      throw new IllegalStateException("no message is used in " + module);
    }
    used.removeAll(known);
    return used;
  }

  private static void collect(Path root, String suffix, Pattern pattern, Set<String> used) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files
              .filter(f -> f.toString().endsWith(suffix) && !f.endsWith("package-info.java"))
              .toList()) {
        Matcher key = pattern.matcher(Files.readString(file));
        while (key.find()) {
          used.add(key.group(1));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
