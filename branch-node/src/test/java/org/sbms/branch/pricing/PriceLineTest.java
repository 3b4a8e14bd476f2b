package org.sbms.branch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Money;

final class PriceLineTest {
  private static final List<PriceLine> LINES =
      List.of(
          line(1, Map.of()),
          line(2, Map.of("area", "77")),
          line(3, Map.of("customerKind", "COMPANY")),
          line(4, Map.of("area", "77", "customerKind", "COMPANY")),
          line(5, Map.of("area", "50", "customerKind", "COMPANY")));

  @Test
  void theMostSpecificLineThatAppliesWins() {
    assertThat(won(Map.of())).isEqualTo(1);
    assertThat(won(Map.of("area", "78"))).isEqualTo(1);
    assertThat(won(Map.of("area", "77", "customerKind", "PERSON"))).isEqualTo(2);
    assertThat(won(Map.of("area", "77", "customerKind", "COMPANY"))).isEqualTo(4);
    assertThat(won(Map.of("area", "51", "customerKind", "COMPANY"))).isEqualTo(3);
  }

  @Test
  void ofLinesEquallySpecificTheFirstWins() {
    assertThat(PriceLine.mostSpecific(List.of(line(9, Map.of()), line(8, Map.of())), Map.of()))
        .map(PriceLine::line)
        .contains(8);
  }

  @Test
  void withoutALineThatAppliesThereIsNone() {
    assertThat(PriceLine.mostSpecific(LINES.subList(1, 5), Map.of())).isEmpty();
  }

  private static int won(Map<String, String> attributes) {
    return PriceLine.mostSpecific(LINES, attributes).orElseThrow().line();
  }

  private static PriceLine line(int number, Map<String, String> when) {
    return new PriceLine(number, "TV", new Price.OneTime(Money.ofMinor(100, "RUB")), when);
  }
}
