package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.Disputes;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.AskArbiterOfOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.ConcedeOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnDisputes.ListOwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.State;
import org.sbms.contract.settlement.OwnDisputes.WithdrawOwnDispute;
import org.sbms.contract.settlement.OwnWindows;
import org.sbms.contract.settlement.OwnWindows.Line;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.contract.settlement.OwnWindows.ListOwnWindows;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;

/** What branches may ask of central about their own part of settlement, and what they may not. */
class OwnDisputesTest {
  private static final BranchCode SO = new BranchCode("SO");

  private final FakeFederation federation = new FakeFederation();
  private UUID taken;

  @BeforeEach
  void nwTookMoneyForSoAndSoForUr() {
    taken = federation.nw.take(federation.so, 500_00);
    federation.so.take(federation.ur, 70_00);
    federation.reconcile();
  }

  @AfterEach
  void close() {
    federation.close();
  }

  @ParameterizedTest
  @CsvSource({
    // branch, lines, owes, is owed, net
    "NW, 1, 500.00,   0.00, -500.00",
    "SO, 2,  70.00, 500.00,  430.00",
    "UR, 1,   0.00,  70.00,   70.00",
  })
  void aBranchSeesItsOwnLinesAndWhatTheyComeTo(
      String branch, int lines, String owes, String isOwed, String net) {
    OwnWindows.Window window = done(branch, new ListOwnWindows(0, 10)).items().getFirst();

    assertThat(window.lines()).isEqualTo(lines);
    assertThat(window.sums())
        .containsExactly(new OwnWindows.Sums(roubles(owes), roubles(isOwed), roubles(net)));
    List<Line> shown = done(branch, new ListOwnLines("1", "", "", "", 0, 10)).items();
    assertThat(shown).hasSize(lines);
    assertThat(shown.stream().map(Line::amount).reduce(Money::plus)).contains(roubles(net));
  }

  @ParameterizedTest
  @CsvSource({
    // kind, counterparty, search, how many of the two lines of SO
    "'',        '', '',                                    2",
    "PRINCIPAL, '', '',                                    2",
    "REVERSAL,  '', '',                                    0",
    "'',        UR, '',                                    1",
    "'',        FE, '',                                    0",
    "'',        '', 00000000-0000-7000-8000-000000000000,  0",
  })
  void linesAreFoundByKindCounterpartyAndTransaction(
      String kind, String counterparty, String search, int found) {
    assertThat(done("SO", new ListOwnLines("1", kind, counterparty, search, 0, 10)).items())
        .hasSize(found);
    assertThat(done("SO", new ListOwnLines("1", "", "", taken.toString(), 0, 10)).items())
        .extracting(Line::transactionId)
        .containsExactly(taken);
    assertThat(done("SO", new ListOwnLines("1", "", "", "", 1, 10)).items()).hasSize(1);
  }

  @Test
  void aBranchDisputesALineOfItsOwnAndOfNoOther() {
    assertThat(refusal("UR", new DisputeOwnLine("1", SO, 1, "Not ours")))
        .isEqualTo("not-found: The line is none of that branch.");
    assertThat(refusal("NW", new DisputeOwnLine("1", SO, 99, "Not ours")))
        .isEqualTo("not-found: The window holds no such line that could be disputed.");
    assertThat(refusal("NW", new DisputeOwnLine("1", SO, 1, " "))).startsWith("invalid");

    Dispute dispute = done("NW", new DisputeOwnLine("1", SO, 1, "Not ours"));

    assertThat(dispute.branch()).isEqualTo(new BranchCode("NW"));
    assertThat(dispute.counterparty()).isEqualTo(SO);
    assertThat(dispute.amount()).isEqualTo(roubles("-500.00"));
    assertThat(dispute.raisedBy()).isEqualTo("accountant@NW");
    assertThat(refusal("SO", new DisputeOwnLine("1", SO, 1, "Nor ours")))
        .contains("no such line that could be disputed");
    OwnWindows.Window window = done("NW", new ListOwnWindows(0, 10)).items().getFirst();
    assertThat(window.lines()).isZero();
    assertThat(window.disputed()).isOne();
    assertThat(window.sums()).isEmpty();
    assertThat(done("SO", new ListOwnDisputes(0, 10)).items()).containsExactly(dispute);
    assertThat(done("UR", new ListOwnDisputes(0, 10)).items()).isEmpty();
  }

  /** NW disputes a line against SO; each row is one step of one branch, and what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "ANSWER,   SO, ANSWERED",
    "ANSWER,   NW, forbidden: This is for the other branch to do.",
    "ANSWER,   UR, not-found: There is no such dispute.",
    "WITHDRAW, NW, STANDS",
    "WITHDRAW, SO, forbidden: This is for the other branch to do.",
    "WITHDRAW, UR, not-found: There is no such dispute.",
    "CONCEDE,  SO, TAKEN_BACK",
    "CONCEDE,  NW, forbidden: This is for the other branch to do.",
    "CONCEDE,  UR, not-found: There is no such dispute.",
    "ARBITER,  NW, state-conflict: The dispute is not in a state that allows it.",
    "ARBITER,  UR, not-found: There is no such dispute.",
  })
  void eachSideDoesWhatIsItsOwnToDo(String step, String branch, String becomes) {
    long id = done("NW", new DisputeOwnLine("1", SO, 1, "Not ours")).id();

    Outcome<Dispute> outcome = run(branch, step(step, id), UUID.randomUUID().toString());

    assertThat(said(outcome)).isEqualTo(becomes);
  }

  @Test
  void whatTheTwoDoNotAgreeOnSomebodyAtCentralDecides() {
    long id = done("NW", new DisputeOwnLine("1", SO, 1, "Not ours")).id();
    done("SO", new AnswerOwnDispute(id, "It is"));
    assertThat(done("NW", new AskArbiterOfOwnDispute(id)).state()).isEqualTo(State.ARBITRATION);

    federation.command(
        "accountant", new Disputes.RuleOnDispute(id, Disputes.Ruling.STANDS, "Receipt seen"));

    Dispute decided = done("SO", new ListOwnDisputes(0, 10)).items().getFirst();
    assertThat(decided.state()).isEqualTo(State.STANDS);
    assertThat(decided.ruling()).isEqualTo("Receipt seen");
    assertThat(done("NW", new ListOwnWindows(0, 10)).items().getFirst().lines()).isOne();
  }

  @Test
  void theSameKeyDisputesOnceAndAnApprovedWindowTakesNoDispute() {
    Operation<Dispute> raise = new DisputeOwnLine("1", SO, 1, "Not ours");
    Outcome<Dispute> first = run("NW", raise, "key-1");
    assertThat(run("NW", raise, "key-1")).isEqualTo(first);
    assertThat(said(run("NW", new DisputeOwnLine("1", SO, 1, "Other"), "key-1")))
        .startsWith("idempotency-conflict");
    done("NW", new WithdrawOwnDispute(1));

    federation.command("finance", new CloseWindow("1"));
    federation.command("finance2", new ApproveWindow("1"));

    assertThat(refusal("NW", new DisputeOwnLine("1", SO, 1, "Too late")))
        .isEqualTo(
            "state-conflict: The window is approved: what is wrong in it needs an adjustment.");
  }

  @Test
  void centralItselfHasNoPartOfItsOwn() {
    for (Operation<?> asked :
        List.of(
            new ListOwnWindows(0, 10),
            new ListOwnLines("1", "", "", "", 0, 10),
            new ListOwnDisputes(0, 10))) {
      assertThat(said(federation.executor.run(federation.user("finance"), Request.query(asked))))
          .isEqualTo("forbidden: Only a branch has a part of its own.");
    }
    assertThat(
            said(
                federation.executor.run(
                    federation.user("finance"),
                    Request.command(new DisputeOwnLine("1", SO, 1, "x"), "key-2"))))
        .isEqualTo("forbidden: Only a branch has a part of its own.");
    assertThat(refusal("NW", new ListOwnLines("77", "", "", "", 0, 10))).startsWith("not-found");
    assertThat(refusal("NW", new ListOwnLines("1", "", "", "", -1, 10))).startsWith("invalid");
    assertThat(refusal("NW", new ListOwnWindows(0, 1_001))).startsWith("invalid");
  }

  private static Operation<Dispute> step(String step, long id) {
    return switch (step) {
      case "ANSWER" -> new AnswerOwnDispute(id, "It is yours");
      case "WITHDRAW" -> new WithdrawOwnDispute(id);
      case "CONCEDE" -> new ConcedeOwnDispute(id);
      default -> new AskArbiterOfOwnDispute(id);
    };
  }

  private <R> R done(String branch, Operation<R> operation) {
    Outcome<R> outcome = run(branch, operation, UUID.randomUUID().toString());
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private String refusal(String branch, Operation<?> operation) {
    return said(run(branch, operation, UUID.randomUUID().toString()));
  }

  private <R> Outcome<R> run(String branch, Operation<R> operation, String key) {
    NodeId node = new NodeId(branch);
    Set<Permission> own =
        Set.of(new Permission("settlement.own-view"), new Permission("settlement.own-dispute"));
    return federation.executor.run(
        new Caller(new Actor(node, "accountant", "accountant"), node, own),
        new Request<>(operation, key));
  }

  private static String said(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?>(Dispute dispute) -> dispute.state().name();
      case Outcome.Done<?>(Object other) -> other.toString();
      case Outcome.Refused<?>(var refusal) -> refusal.code().code() + ": " + refusal.detail();
      case Outcome.Unknown<?>(String why) -> why;
    };
  }

  private static Money roubles(String amount) {
    return Money.parse(amount, Currency.getInstance("RUB"));
  }
}
