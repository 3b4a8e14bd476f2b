package org.sbms.branch.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.reference.Datasets;

class RulebookTest {
  private static final BranchCode SO = new BranchCode("SO");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
  private static final String PEER_COLUMNS =
      "home operation origin role currency allowed max_amount branch_day_total person_day_total"
          + " effective_from effective_to";
  private static final List<PeerRule> PEERS =
      List.of(
          peer("* change-plan * * RUB true 1000 - - 2026-01-01 -"),
          peer("* change-plan * dealer RUB true 300 - - 2026-01-01 -"),
          peer("* change-plan NW * RUB true 800 - - 2026-01-01 -"),
          peer("SO * * * RUB true 500 - - 2026-01-01 -"),
          peer("SO change-plan KA * RUB false - - - 2026-01-01 -"),
          peer("UR change-plan * * RUB true 100 - - 2026-01-01 2026-10-31"),
          peer("* show-card * dealer RUB false - - - 2026-01-01 -"));

  /** Home, operation, origin, role, what the branch itself allows, and what holds. */
  @ParameterizedTest
  @CsvSource({
    "FE, change-plan, UR, clerk,  -,   1000",
    "FE, change-plan, UR, dealer, -,   300",
    "FE, change-plan, NW, dealer, -,   800", // origin weighs more than role
    "SO, change-plan, NW, clerk,  -,   500", // the home's own row weighs most
    "SO, change-plan, NW, clerk,  400, 400",
    "SO, change-plan, NW, clerk,  900, 500", // and the branch itself can only lower
    "SO, change-plan, KA, clerk,  -,   no",
    "SO, change-plan, KA, clerk,  400, no",
    "UR, change-plan, KA, clerk,  -,   1000", // what has ended does not hold
    "FE, show-card,   NW, dealer, -,   no",
    "FE, show-card,   NW, clerk,  -,   any",
    "FE, list-plans,  NW, dealer, -,   any",
  })
  void theMostSpecificRowCountsAndTheBranchCanOnlyLower(
      String home, String operation, String origin, String role, String own, String holds) {
    Rulebook rules =
        new Rulebook(SO, PEERS, List.of(), own.equals("-") ? List.of() : List.of(atMost(own)));
    Rulebook.Asked asked = asked(home, operation, origin, role);
    assertThat(said(rules, asked)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"change-plan, *, *, no", "*, NW, *, no", "*, *, clerk, no", "*, *, dealer, 500"})
  void whatTheBranchItselfForbidsIsForbidden(
      String operation, String origin, String role, String holds) {
    Tightening forbids =
        new Tightening(
            operation,
            origin,
            role,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "boss",
            Instant.EPOCH);
    Rulebook rules = new Rulebook(SO, PEERS, List.of(), List.of(forbids));
    assertThat(said(rules, asked("SO", "change-plan", "NW", "clerk"))).isEqualTo(holds);
  }

  /**
   * Limit at once, limits of the branch and the person a day, what both used, amount, what is said.
   */
  @ParameterizedTest
  @CsvSource({
    "100, -,   -,   0,   0,  100, ok",
    "100, -,   -,   0,   0,  101, limit-exceeded",
    "-,   500, -,   400, 0,  100, ok",
    "-,   500, -,   401, 0,  100, day-limit-exceeded",
    "-,   500, 200, 0,   150, 51, day-limit-exceeded",
    "-,   500, 200, 0,   150, 50, ok",
    "0,   -,   -,   0,   0,  1,   limit-exceeded",
    "-,   -,   -,   9,   9,  9,   ok",
  })
  void anAmountMustKeepEveryLimit(
      String once,
      String branchDay,
      String personDay,
      String byBranch,
      String byPerson,
      String amount,
      String said) {
    PeerRule rule =
        peer(
            "* refund * * RUB true "
                + String.join(" ", once, branchDay, personDay)
                + " 2026-01-01 -");
    Rulebook rules = new Rulebook(SO, List.of(rule), List.of(), List.of());
    List<Bounds> bounds =
        rules.bounds(asked("SO", "refund", "NW", "clerk"), rub(amount).currency());
    Map<String, Money> used = Map.of("from/NW", rub(byBranch), "from/NW/anna", rub(byPerson));
    assertThat(
            LimitDecisions.breach(bounds, rub(amount), used)
                .map(refusal -> refusal.code().code())
                .orElse("ok"))
        .isEqualTo(said);
  }

  private static String said(Rulebook rules, Rulebook.Asked asked) {
    if (rules.forbids(asked).isPresent()) {
      return "no";
    }
    return rules.bounds(asked, Currency.getInstance("RUB")).stream()
        .flatMap(bounds -> bounds.most().stream())
        .min(Money::compareTo)
        .map(most -> Long.toString(most.minor() / 100))
        .orElse("any");
  }

  private static Rulebook.Asked asked(String home, String operation, String origin, String role) {
    BranchCode from = new BranchCode(origin);
    return new Rulebook.Asked(
        new BranchCode(home), operation, from, new Actor(NodeId.of(from), "anna", role), DAY);
  }

  private static Tightening atMost(String amount) {
    return new Tightening(
        "change-plan",
        "*",
        "*",
        true,
        Optional.of(rub(amount)),
        Optional.empty(),
        Optional.empty(),
        "boss",
        Instant.EPOCH);
  }

  private static PeerRule peer(String cells) {
    String[] columns = PEER_COLUMNS.split(" ");
    List<String> values = new ArrayList<>(List.of(cells.split(" ")));
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      if (!values.get(i).equals("-")) {
        row.put(columns[i], values.get(i));
      }
    }
    return PeerRule.of(Datasets.PEER_RULES.row(row));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
