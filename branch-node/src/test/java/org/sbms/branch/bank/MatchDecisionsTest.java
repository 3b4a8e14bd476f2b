package org.sbms.branch.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;

class MatchDecisionsTest {
  /** The check digit of NW00001042 is 1. */
  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          for internet NW000010421          | NW000010421 | -                | -
          nw000010421, november             | NW000010421 | -                | -
          acc NW 0000 1042 1                | NW000010421 | -                | -
          RF18NW000010421                   | NW000010421 | -                | -
          NW000010422                       | -           | -                | -
          XNW000010421                      | -           | -                | -
          NW0000104211                      | -           | -                | -
          invoice NW-2026-00000012 thanks   | -           | NW-2026-00000012 | -
          note NW-2026-C00000012            | -           | -                | -
          NW-2026-000000123                 | -           | -                | -
          phone +7 (921) 555-01-23          | -           | -                | 7 (921) 555-01-23
          40702810900000012345              | -           | -                | -
          nothing at all                    | -           | -                | -
          """)
  void whatPayersWriteNamesAnAccountAnInvoiceOrAPhone(
      String text, String account, String invoice, String phone) {
    Clues clues = Clues.in(text);
    assertThat(clues.accounts().stream().map(AccountNumber::value)).isEqualTo(list(account));
    assertThat(clues.invoices()).isEqualTo(Set.copyOf(list(invoice)));
    assertThat(clues.phones()).isEqualTo(Set.copyOf(list(phone)));
  }

  private static java.util.List<String> list(String one) {
    return one == null ? java.util.List.of() : java.util.List.of(one);
  }

  /** Accounts are numbered 1, 2, 3; a dash is nobody. */
  @ParameterizedTest(
      name = "virtual {0}, named {1}, invoiced {2}, payer {3}, phones {4}, amount {5}: {6}")
  @CsvSource({
    "1, 2,   3,   2, 2,   2, Assign 1 VIRTUAL_ACCOUNT",
    "-, 2,   -,   3, 3,   3, Assign 2 ACCOUNT",
    "-, 2,   2,   -, -,   -, Assign 2 ACCOUNT",
    "-, -,   2,   3, -,   -, Assign 2 INVOICE",
    "-, 1 2, -,   3, -,   -, Ask several-named",
    "-, 1,   2,   3, -,   -, Ask several-named",
    "-, -,   1 2, -, -,   -, Ask several-named",
    "-, -,   -,   3, 2,   1, Assign 3 PAYER",
    "-, -,   -,   -, 2,   1, Hint 2 PHONE",
    "-, -,   -,   -, -,   1, Hint 1 AMOUNT",
    "-, -,   -,   -, 1 2, 3, Hint 3 AMOUNT",
    "-, -,   -,   -, 1 2, -, Ask several-named",
    "-, -,   -,   -, -,   -, Ask nobody-named",
  })
  void theFirstRuleThatNamesOneSubscriberDecides(
      String virtual,
      String named,
      String invoiced,
      String payer,
      String phones,
      String amount,
      String answer) {
    MatchDecisions.Found found =
        new MatchDecisions.Found(
            Optional.empty(),
            one(virtual),
            all(named),
            all(invoiced),
            one(payer),
            all(phones),
            one(amount));
    assertThat(said(MatchDecisions.decide(found))).isEqualTo(answer);
  }

  private static String said(MatchDecisions.Answer answer) {
    return switch (answer) {
      case MatchDecisions.Answer.Assign(var account, var rule) ->
          "Assign " + serial(account) + " " + rule;
      case MatchDecisions.Answer.Hint(var account, var rule) ->
          "Hint " + serial(account) + " " + rule;
      case MatchDecisions.Answer.Ask(String why) -> "Ask " + why;
    };
  }

  private static String serial(AccountNumber account) {
    return account.value().substring(9, 10);
  }

  private static Optional<AccountNumber> one(String serial) {
    return all(serial).stream().findFirst();
  }

  private static Set<AccountNumber> all(String serials) {
    return serials.equals("-")
        ? Set.of()
        : Stream.of(serials.split(" "))
            .map(serial -> AccountNumber.of(new BranchCode("NW"), Integer.parseInt(serial)))
            .collect(Collectors.toSet());
  }
}
