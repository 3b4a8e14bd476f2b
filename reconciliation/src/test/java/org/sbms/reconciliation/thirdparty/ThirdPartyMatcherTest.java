package org.sbms.reconciliation.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.Money;

class ThirdPartyMatcherTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final List<Rule> RULES = StandardRules.of(100, 0, 2);

  /**
   * Lines as {@code reference amount day}, takings as {@code id reference account amount day}; a
   * match as {@code rule:lines=takings}, what is left over after a bar.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          R1 100 20;                     p1 R1 A1 100 20;                                 reference:1=p1 |
          r1 100 20;                     p1 R1 A1 100 22;                                 reference:1=p1 |
          R1 100 20;                     p1 R1 A1 100 23;                                 | 1 p1
          p1 100 20;                     p1 - A1 100 20;                                  payment:1=p1 |
          R1 99.5 20;                    p1 R1 A1 100 20;                                 reference-about:1=p1 |
          R1 98.99 20;                   p1 R1 A1 100 20;                                 | 1 p1
          R1 100 20;                     p1 R1 A1 101 20, p2 R1 A1 100 21;                reference:1=p2 | p1
          R1 100 20;                     p1 R1 A1 100.5 20, p2 R1 A1 100.4 22;            reference-about:1=p2 | p1
          R1 100 20, R1 100 21;          p1 R1 A1 100 20, p2 R1 A1 100 21;                reference:1=p1 reference:2=p2 |
          R1 60 20, R1 40 20;            p1 R1 A1 100 20;                                 split:1+2=p1 |
          R1 60 20, R1 50 20;            p1 R1 A1 100 20;                                 | 1 2 p1
          R1 100 20;                     p1 R1 A1 60 20, p2 R1 A2 40 19;                  joined:1=p2+p1 |
          R1 100 20;                     p1 R1 A1 60 20, p2 R1 A2 45 19;                  | 1 p2 p1
          A1 100 20;                     p1 - A1 100 20;                                  account:1=p1 |
          x 100 20;                      p1 - A1 100 20;                                  amount:1=p1 |
          x 100 20;                      p1 - A1 100 20, p2 - A2 100 21;                  | 1 p1 p2
          x 100 20, y 100 21;            p1 - A1 100 20;                                  | 1 2 p1
          - 300 21;                      p1 - A1 100 20, p2 - A2 200 20, p3 - A3 5 21;    day:1=p1+p2 | p3
          - 300.5 21;                    p1 - A1 100 20, p2 - A2 200 20;                  day:1=p1+p2 |
          - 305 21;                      p1 - A1 100 20, p2 - A2 200 20;                  | 1 p1 p2
          R1 -100 20;                    p1 R1 A1 100 20;                                 | 1 p1
          """)
  void linesAndTakingsAreMatchedByTheFirstRuleThatFits(
      String lines, String takings, String expected) {
    Matched matched = ThirdPartyMatcher.match(lines(lines), takings(takings), RULES);
    assertThat(said(matched)).isEqualTo(expected.strip());
  }

  @Test
  void otherCurrenciesNeverMatch() {
    List<RegisterLine> lines =
        List.of(new RegisterLine(1, "R1", Money.parse("100", "EUR"), DAY, ""));
    assertThat(said(ThirdPartyMatcher.match(lines, takings("p1 R1 A1 100 20"), RULES)))
        .isEqualTo("| 1 p1");
  }

  @Test
  void aShareIsToleratedAsLongAsItIsNotLessThanTheAmount() {
    List<Rule> rules = StandardRules.of(0, 10, 0);
    assertThat(
            said(ThirdPartyMatcher.match(lines("R1 99 20"), takings("p1 R1 A1 99.99 20"), rules)))
        .isEqualTo("reference-about:1=p1 |");
    assertThat(said(ThirdPartyMatcher.match(lines("R1 99 20"), takings("p1 R1 A1 100 20"), rules)))
        .isEqualTo("| 1 p1");
  }

  @Test
  void theDifferenceIsKept() {
    Matched matched =
        ThirdPartyMatcher.match(lines("R1 99.5 20"), takings("p1 R1 A1 100 20"), RULES);
    assertThat(matched.matches().getFirst().difference()).isEqualTo(Money.parse("-0.50", "RUB"));
  }

  /** Nothing is lost, nothing counts twice, and the order of the input plays no part. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverTheOrderTheAnswerIsTheSame(long seed) {
    Random random = new Random(seed);
    List<RegisterLine> lines = new ArrayList<>();
    List<Taking> takings = new ArrayList<>();
    for (int i = 1; i <= 300; i++) {
      String reference = random.nextInt(4) == 0 ? "" : "R" + random.nextInt(120);
      Money amount = Money.ofMinor(1 + random.nextInt(40) * 50L, "RUB");
      LocalDate day = DAY.plusDays(random.nextInt(5));
      lines.add(new RegisterLine(i, reference, amount, day, ""));
      takings.add(
          new Taking(
              "p" + i,
              random.nextInt(4) == 0 ? "" : "R" + random.nextInt(120),
              "A" + random.nextInt(50),
              Money.ofMinor(1 + random.nextInt(40) * 50L, "RUB"),
              DAY.plusDays(random.nextInt(5))));
    }
    Matched once = ThirdPartyMatcher.match(lines, takings, RULES);
    Collections.shuffle(lines, random);
    Collections.shuffle(takings, random);

    assertThat(ThirdPartyMatcher.match(lines, takings, RULES)).isEqualTo(once);

    List<RegisterLine> allLines =
        new ArrayList<>(once.matches().stream().flatMap(m -> m.lines().stream()).toList());
    allLines.addAll(once.lines());
    assertThat(allLines).containsExactlyInAnyOrderElementsOf(lines);
    List<Taking> allTakings =
        new ArrayList<>(once.matches().stream().flatMap(m -> m.takings().stream()).toList());
    allTakings.addAll(once.takings());
    assertThat(allTakings).containsExactlyInAnyOrderElementsOf(takings);
    assertThat(once.matches()).isNotEmpty();
  }

  private static String said(Matched matched) {
    String matches =
        matched.matches().stream()
            .map(match ->
                match.rule()
                    + ":"
                    + match.lines().stream()
                        .map(line -> Integer.toString(line.line()))
                        .collect(Collectors.joining("+"))
                    + "="
                    + match.takings().stream().map(Taking::id).collect(Collectors.joining("+")))
            .collect(Collectors.joining(" "));
    List<String> left = new ArrayList<>();
    matched.lines().forEach(line -> left.add(Integer.toString(line.line())));
    matched.takings().forEach(taking -> left.add(taking.id()));
    return (matches + " | " + String.join(" ", left)).strip();
  }

  private static List<RegisterLine> lines(String text) {
    List<RegisterLine> lines = new ArrayList<>();
    for (String each : text.split(",")) {
      String[] parts = each.strip().split(" ");
      lines.add(
          new RegisterLine(lines.size() + 1, given(parts[0]), rub(parts[1]), day(parts[2]), ""));
    }
    return lines;
  }

  private static List<Taking> takings(String text) {
    return Arrays.stream(text.split(","))
        .map(each -> each.strip().split(" "))
        .map(p -> new Taking(p[0], given(p[1]), p[2], rub(p[3]), day(p[4])))
        .toList();
  }

  private static String given(String text) {
    return text.equals("-") ? "" : text;
  }

  private static LocalDate day(String day) {
    return LocalDate.of(2026, 11, Integer.parseInt(day));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
