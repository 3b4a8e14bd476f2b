package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

class ForeignActorsTest {
  private static final Permission CARD = new Permission("card.view");
  private static final Permission COLLECT = new Permission("payment.collect");
  private static final Permission CREDIT = new Permission("payment.credit");
  private static final Permission DRAWER = new Permission("drawer.open");
  private static final NodeId SO = new NodeId("SO");

  record OfCard() implements Operation<String> {}

  record OfCollect() implements Operation<String> {}

  record OfCredit() implements Operation<String> {}

  record OfDrawer() implements Operation<String> {}

  private final ForeignActors rule =
      new ForeignActors(
          operations(),
          role ->
              Map.of(
                      "clerk", Set.of(CARD, DRAWER),
                      "accounts", Set.of(CARD, COLLECT, DRAWER))
                  .getOrDefault(role, Set.of()),
          Set.of(COLLECT),
          Set.of(CREDIT));

  @Test
  void aPersonOfABranchMayWhatTheRoleMayHereButNothingThatIsKeptForCentral() {
    assertThat(rule.of(new Actor(SO, "olga", "clerk"))).containsExactlyInAnyOrder(CARD, CREDIT);
    assertThat(rule.of(new Actor(SO, "roman", "accounts"))).containsExactlyInAnyOrder(CARD, CREDIT);
    assertThat(rule.of(new Actor(SO, "x", "unheard-of"))).containsExactly(CREDIT);
  }

  @Test
  void aPersonOfCentralMayWhatTheRoleMayHereEvenWhereItIsKeptForCentral() {
    assertThat(rule.of(new Actor(NodeId.CENTRAL, "roman", "accounts")))
        .containsExactlyInAnyOrder(CARD, COLLECT);
    assertThat(rule.of(new Actor(NodeId.CENTRAL, "olga", "clerk"))).containsExactly(CARD);
    assertThat(rule.of(new Actor(NodeId.CENTRAL, "x", "unheard-of"))).isEmpty();
  }

  @Test
  void theWorkOfNodesItselfIsBoundedByWhatIsKeptForCentralOnly() {
    assertThat(rule.of(Actor.system(SO))).containsExactlyInAnyOrder(CARD, CREDIT);
    assertThat(rule.of(Actor.system(NodeId.CENTRAL)))
        .containsExactlyInAnyOrder(CARD, COLLECT, CREDIT);
  }

  private static Operations operations() {
    Operations operations = new Operations();
    operations.register(open("card", OfCard.class, CARD));
    operations.register(open("collect", OfCollect.class, COLLECT));
    operations.register(open("credit", OfCredit.class, CREDIT));
    operations.register(
        OperationSpec.of("drawer", OfDrawer.class, String.class, DRAWER)
            .answeredBy((_, _, _) -> Outcome.done("")));
    return operations;
  }

  private static <O extends Operation<String>> OperationSpec<O, String> open(
      String name, Class<O> type, Permission permission) {
    return OperationSpec.of(name, type, String.class, permission)
        .openToPeers()
        .answeredBy((_, _, _) -> Outcome.done(""));
  }
}
