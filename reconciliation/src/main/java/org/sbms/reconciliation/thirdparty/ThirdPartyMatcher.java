package org.sbms.reconciliation.thirdparty;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.sbms.contract.Money;

/**
 * Matches a register with what branches took, rule by rule: what an earlier rule has matched, a
 * later one does not see. The order of the input plays no part. Where a rule cannot tell two
 * candidates apart it takes neither, which leaves them to a person.
 */
public final class ThirdPartyMatcher {
  private static final Comparator<RegisterLine> BY_LINE =
      Comparator.comparing(RegisterLine::day).thenComparing(RegisterLine::line);
  private static final Comparator<Taking> BY_ID =
      Comparator.comparing(Taking::day).thenComparing(Taking::id);

  private final Set<RegisterLine> lines;
  private final Set<Taking> takings;
  private final List<Match> matches = new ArrayList<>();

  private ThirdPartyMatcher(Collection<RegisterLine> lines, Collection<Taking> takings) {
    this.lines = new LinkedHashSet<>(lines.stream().sorted(BY_LINE).toList());
    this.takings = new LinkedHashSet<>(takings.stream().sorted(BY_ID).toList());
  }

  public static Matched match(
      Collection<RegisterLine> lines, Collection<Taking> takings, List<Rule> rules) {
    ThirdPartyMatcher matcher = new ThirdPartyMatcher(lines, takings);
    rules.forEach(matcher::apply);
    return new Matched(
        List.copyOf(matcher.matches), List.copyOf(matcher.lines), List.copyOf(matcher.takings));
  }

  private void apply(Rule rule) {
    switch (rule.shape()) {
      case ONE_TO_ONE -> oneToOne(rule);
      case ONE_TO_MANY -> oneToMany(rule);
      case MANY_TO_ONE -> manyToOne(rule);
    }
  }

  private void oneToOne(Rule rule) {
    Map<String, List<Taking>> candidates = grouped(takings, taking -> key(rule.by(), taking));
    List<RegisterLine> open = List.copyOf(lines);
    Map<String, List<RegisterLine>> rivals = grouped(open, line -> key(rule.by(), line));
    for (RegisterLine line : open) {
      String key = key(rule.by(), line);
      List<Taking> fitting =
          candidates.getOrDefault(key, List.of()).stream()
              .filter(takings::contains)
              .filter(taking -> isNear(rule, line.day(), taking.day()))
              .filter(taking -> rule.tolerates(line.amount(), taking.amount()))
              .toList();
      best(line, fitting)
          .filter(taking ->
              rule.by() != Rule.By.AMOUNT
                  || fitting.size() == 1
                      && isOnlyLineNear(rule, taking, rivals.getOrDefault(key, List.of())))
          .ifPresent(taking -> found(rule, List.of(line), List.of(taking)));
    }
  }

  /** The nearest by amount, then by day, then the first. */
  private static Optional<Taking> best(RegisterLine line, List<Taking> fitting) {
    return fitting.stream()
        .min(
            Comparator.<Taking>comparingLong(taking -> apart(line.amount(), taking.amount()))
                .thenComparingLong(taking -> apart(line.day(), taking.day()))
                .thenComparing(BY_ID));
  }

  private static boolean isOnlyLineNear(Rule rule, Taking taking, List<RegisterLine> rivals) {
    return rivals.stream().filter(line -> isNear(rule, line.day(), taking.day())).count() == 1;
  }

  /** All takings of a reference, or of a day, and never some of them: no sums are searched for. */
  private void oneToMany(Rule rule) {
    for (RegisterLine line : List.copyOf(lines)) {
      groupsFor(rule, line).stream()
          .filter(group -> group.size() > 1)
          .filter(group ->
              sum(group, Taking::amount)
                  .filter(total -> rule.tolerates(line.amount(), total))
                  .isPresent())
          .findFirst()
          .ifPresent(group -> found(rule, List.of(line), group));
    }
  }

  private List<List<Taking>> groupsFor(Rule rule, RegisterLine line) {
    List<Taking> near =
        takings.stream()
            .filter(taking -> isNear(rule, line.day(), taking.day()))
            .filter(taking -> taking.amount().currency().equals(line.amount().currency()))
            .toList();
    if (rule.by() != Rule.By.DAY) {
      String wanted = key(rule.by(), line);
      return wanted.isEmpty()
          ? List.of()
          : List.of(near.stream().filter(taking -> key(rule.by(), taking).equals(wanted)).toList());
    }
    Map<LocalDate, List<Taking>> byDay = new TreeMap<>();
    near.forEach(taking -> byDay.computeIfAbsent(taking.day(), _ -> new ArrayList<>()).add(taking));
    return byDay.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<LocalDate, List<Taking>>>comparingLong(
                    entry -> apart(line.day(), entry.getKey()))
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue)
        .toList();
  }

  private void manyToOne(Rule rule) {
    Map<String, List<RegisterLine>> groups = grouped(lines, line -> key(rule.by(), line));
    for (Taking taking : List.copyOf(takings)) {
      List<RegisterLine> group =
          groups.getOrDefault(key(rule.by(), taking), List.of()).stream()
              .filter(lines::contains)
              .filter(line -> isNear(rule, line.day(), taking.day()))
              .filter(line -> line.amount().currency().equals(taking.amount().currency()))
              .toList();
      boolean fits =
          group.size() > 1
              && sum(group, RegisterLine::amount)
                  .filter(total -> rule.tolerates(total, taking.amount()))
                  .isPresent();
      if (fits) {
        found(rule, group, List.of(taking));
      }
    }
  }

  private void found(Rule rule, List<RegisterLine> ofRegister, List<Taking> taken) {
    Money said = sum(ofRegister, RegisterLine::amount).orElseThrow();
    Money had = sum(taken, Taking::amount).orElseThrow();
    matches.add(
        new Match(rule.name(), List.copyOf(ofRegister), List.copyOf(taken), said.minus(had)));
    ofRegister.forEach(lines::remove);
    taken.forEach(takings::remove);
  }

  /** What cannot be grouped has the key "" and is in no group. */
  private static <T> Map<String, List<T>> grouped(Collection<T> all, Function<T, String> key) {
    Map<String, List<T>> groups = new LinkedHashMap<>();
    for (T each : all) {
      String of = key.apply(each);
      if (!of.isEmpty()) {
        groups.computeIfAbsent(of, _ -> new ArrayList<>()).add(each);
      }
    }
    return groups;
  }

  private static String key(Rule.By by, RegisterLine line) {
    return switch (by) {
      case REFERENCE, PAYMENT_ID, ACCOUNT -> name(line.reference());
      case AMOUNT, DAY -> line.amount().toString();
    };
  }

  private static String key(Rule.By by, Taking taking) {
    return switch (by) {
      case REFERENCE -> name(taking.reference());
      case PAYMENT_ID -> name(taking.id());
      case ACCOUNT -> name(taking.account());
      case AMOUNT, DAY -> taking.amount().toString();
    };
  }

  /** Systems write one reference in capitals, small letters, with and without spaces. */
  private static String name(String reference) {
    return reference.strip().toUpperCase(Locale.ROOT);
  }

  private static boolean isNear(Rule rule, LocalDate one, LocalDate other) {
    return apart(one, other) <= rule.days();
  }

  private static long apart(LocalDate one, LocalDate other) {
    return Math.abs(ChronoUnit.DAYS.between(one, other));
  }

  private static long apart(Money one, Money other) {
    return Math.abs(Math.subtractExact(one.minor(), other.minor()));
  }

  private static <T> Optional<Money> sum(Collection<T> all, Function<T, Money> amount) {
    return all.stream().map(amount).reduce(Money::plus);
  }
}
