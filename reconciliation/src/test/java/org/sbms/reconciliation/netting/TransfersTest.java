package org.sbms.reconciliation.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

class TransfersTest {

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                              | ''
          NW 0                            | ''
          NW -5, SO 5                     | NW>SO 5
          NW -5, SO 3, UR 2               | NW>SO 3, NW>UR 2
          NW -3, SO -2, UR 5              | NW>UR 3, SO>UR 2
          NW -5, SO -7, UR 5, FE 7        | NW>UR 5, SO>FE 7
          NW -4, SO -6, UR 7, FE 3        | SO>UR 6, NW>FE 3, NW>UR 1
          NW -6, SO -4, UR 5, FE 5, CE 3, VO -3 | NW>FE 5, SO>UR 4, NW>UR 1, VO>CE 3
          """)
  void asFewAsThereCanBe(String nets, String transfers) {
    assertThat(text(Transfers.fewest(positions(nets)))).isEqualTo(sorted(transfers));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyNetBecomesZeroWhateverTheOrderTheyComeIn(long seed) {
    Random random = new Random(seed);
    List<Position> positions = new ArrayList<>();
    for (String currency : List.of("EUR", "RUB")) {
      int branches = 2 + random.nextInt(seed % 2 == 0 ? 24 : 14);
      long sum = 0;
      for (int i = 0; i < branches; i++) {
        long net = i == branches - 1 ? -sum : random.nextInt(2001) - 1000;
        sum += net;
        positions.add(position(code(i), net, currency));
      }
    }
    List<BilateralPosition> transfers = Transfers.fewest(positions);
    Map<String, Long> left = new TreeMap<>();
    positions.forEach(each ->
        left.merge(each.branch() + each.net().currencyCode(), each.net().minor(), Long::sum));
    for (BilateralPosition transfer : transfers) {
      String currency = transfer.amount().currencyCode();
      left.merge(transfer.debtor() + currency, transfer.amount().minor(), Long::sum);
      left.merge(transfer.creditor() + currency, -transfer.amount().minor(), Long::sum);
      assertThat(transfer.amount().isPositive()).isTrue();
    }
    assertThat(left.values()).containsOnly(0L);
    assertThat(transfers.size()).isLessThanOrEqualTo(positions.size() - 2);
    Collections.shuffle(positions, random);
    assertThat(Transfers.fewest(positions)).isEqualTo(transfers);
  }

  @Test
  void positionsThatDoNotSumToZeroArePaidByNobody() {
    assertThatThrownBy(() -> Transfers.fewest(positions("NW -5, SO 4")))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<Position> positions(String nets) {
    return nets.isEmpty()
        ? List.of()
        : java.util.Arrays.stream(nets.split(", "))
            .map(net -> net.split(" "))
            .map(net -> position(net[0], Long.parseLong(net[1]), "RUB"))
            .toList();
  }

  private static Position position(String branch, long net, String currency) {
    Money zero = Money.ofMinor(0, currency);
    Money amount = Money.ofMinor(Math.abs(net), currency);
    return new Position(
        new BranchCode(branch),
        net < 0 ? amount : zero,
        net < 0 ? zero : amount,
        Money.ofMinor(net, currency));
  }

  private static String code(int number) {
    return "" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
  }

  private static String text(List<BilateralPosition> transfers) {
    return transfers.stream()
        .map(each -> each.debtor() + ">" + each.creditor() + " " + each.amount().minor())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String sorted(String transfers) {
    return transfers.isEmpty()
        ? ""
        : java.util.Arrays.stream(transfers.split(", ")).sorted().collect(Collectors.joining(", "));
  }
}
