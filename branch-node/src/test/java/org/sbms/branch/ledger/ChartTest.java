package org.sbms.branch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sbms.contract.BranchCode;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;

class ChartTest {
  private static final BranchCode SO = new BranchCode("SO");

  @Test
  void everyAccountHasARussianName() {
    Texts russian = Messages.load(Set.of("ledger")).in(Language.RU, ZoneOffset.UTC);
    List<String> names =
        Stream.concat(
                Arrays.stream(Chart.class.getDeclaredFields())
                    .filter(field -> field.getType() == LedgerAccount.class)
                    .map(ChartTest::name),
                Stream.of(
                    Chart.settlementReceivable(SO).name().replace(" SO", ""),
                    Chart.settlementPayable(SO).name().replace(" SO", ""),
                    Chart.taxPayable("vat").name(),
                    Chart.revenue("4015").name()))
            .toList();
    assertThat(names).hasSizeGreaterThan(30);
    assertThat(names).noneMatch(name -> russian.said(name).equals(name));
  }

  @Test
  void noTwoAccountsHaveTheSameCode() {
    List<String> codes =
        Arrays.stream(Chart.class.getDeclaredFields())
            .filter(field -> field.getType() == LedgerAccount.class)
            .map(field -> account(field).code())
            .toList();
    assertThat(codes).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }

  private static String name(Field field) {
    return account(field).name();
  }

  private static LedgerAccount account(Field field) {
    try {
      field.setAccessible(true);
      return (LedgerAccount) field.get(null);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
