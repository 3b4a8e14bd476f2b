package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.payment.AskCollected;
import org.sbms.contract.payment.CollectPayment;
import org.sbms.contract.payment.CollectedPayment;
import org.sbms.contract.payment.ReturnCollected;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Lines of corporate transfers at the branch that collects them. */
class CollectingTest {
  private static final Caller CENTRAL =
      new Caller(
          new Actor(NodeId.CENTRAL, "roman", "accounts"),
          NodeId.CENTRAL,
          Set.of(PaymentFeature.COLLECT));

  private final TwoBranches branches = new TwoBranches();
  private final TwoBranches.Branch nw = branches.nw;
  private final TwoBranches.Branch so = branches.so;

  @AfterEach
  void close() {
    branches.close();
  }

  @Test
  void aLineForAnotherBranchIsAnOrdinaryPaymentByBankTransfer() {
    AccountNumber account = so.accounts.getFirst();
    CollectedPayment taken = collected(line(account, "500.00"), "corp-1");
    assertThat(taken.state()).isEqualTo(CollectedPayment.State.ACCEPTED);
    assertThat(taken.receipt()).startsWith("NW-");
    assertThat(collected(line(account, "500.00"), "corp-1").id())
        .as("the same key takes it once")
        .isEqualTo(taken.id());

    await().until(() -> state(taken.id()) == CollectedPayment.State.POSTED);

    assertThat(so.balance(account)).isEqualTo(rub("500.00"));
    assertThat(nw.ledgerNet("1040")).as("in the bank").isEqualTo(500_00);
    assertThat(nw.ledgerNet("2110.SO")).as("owed to SO").isEqualTo(-500_00);
    assertThat(
            nw.database.one(
                row -> row.getString(0),
                "select accepted_by from payment where id = $1",
                taken.id()))
        .contains("roman@central");
    assertThat(
            so.database.one(
                row -> row.getString(0),
                "select taken_by from credit where payment_id = $1",
                taken.id()))
        .contains("roman");
  }

  @Test
  void towardsTheHomeABranchSpeaksForItself() {
    branches.wire = TwoBranches.Wire.CUT;
    collected(line(so.accounts.getFirst(), "10.00"), "corp-1");
    assertThat(nw.database.list(row -> row.getString(0), "select actor from outbox"))
        .singleElement()
        .asString()
        .contains("\"node\":\"NW\"", "\"role\":\"system\"");
  }

  @Test
  void aLineForAnOwnSubscriberIsPostedAtOnce() {
    AccountNumber account = nw.accounts.getFirst();
    assertThat(collected(line(account, "70.00"), "corp-1").state())
        .isEqualTo(CollectedPayment.State.POSTED);
    assertThat(nw.balance(account)).isEqualTo(rub("70.00"));
  }

  @Test
  void rejectedMoneyIsReturnedAndOnlyRejectedMoney() {
    AccountNumber closed = so.accounts.get(1);
    so.database.run("update account set state = 'TERMINATED' where number = $1", closed.value());
    CollectedPayment rejected = collected(line(closed, "30.00"), "corp-1");
    CollectedPayment posted = collected(line(so.accounts.getFirst(), "5.00"), "corp-2");
    await().until(() -> state(rejected.id()) == CollectedPayment.State.REJECTED);
    await().until(() -> state(posted.id()) == CollectedPayment.State.POSTED);
    assertThat(nw.ledgerNet("2390")).isEqualTo(-30_00);

    assertThat(giveBack(posted.id(), "ret-1")).isInstanceOf(Outcome.Refused.class);
    assertThat(giveBack(UUID.randomUUID(), "ret-2")).isInstanceOf(Outcome.Refused.class);
    for (int i = 0; i < 2; i++) {
      Outcome<CollectedPayment> returned = giveBack(rejected.id(), "ret-3");
      assertThat(((Outcome.Done<CollectedPayment>) returned).result().state())
          .isEqualTo(CollectedPayment.State.REVERSED);
    }
    assertThat(nw.ledgerNet("2390")).isZero();
    assertThat(nw.ledgerNet("1040")).isEqualTo(5_00);
  }

  @Test
  void aLineIsCheckedLikeAnyPaymentAndNeedsTheRight() {
    assertThat(refusal(CENTRAL, line(so.accounts.getFirst(), "0.00")).code().code())
        .isEqualTo("invalid");
    Caller cashier = nw.cashier();
    assertThat(refusal(cashier, line(so.accounts.getFirst(), "1.00")).code().code())
        .isEqualTo("forbidden");
    assertThat(nw.count("payment")).isZero();
  }

  private CollectPayment line(AccountNumber account, String amount) {
    return new CollectPayment(TwoBranches.NW, account, rub(amount), "PP 4711");
  }

  private CollectedPayment collected(CollectPayment line, String key) {
    return ((Outcome.Done<CollectedPayment>) run(CENTRAL, line, key)).result();
  }

  private CollectedPayment.State state(UUID id) {
    Outcome<AskCollected.Answer> answer =
        nw.executor.run(CENTRAL, Request.query(new AskCollected(TwoBranches.NW, List.of(id))));
    return ((Outcome.Done<AskCollected.Answer>) answer).result().items().getFirst().state();
  }

  private Outcome<CollectedPayment> giveBack(UUID id, String key) {
    return run(CENTRAL, new ReturnCollected(TwoBranches.NW, id, "spread anew"), key);
  }

  private Refusal refusal(Caller caller, CollectPayment line) {
    return ((Outcome.Refused<CollectedPayment>) run(caller, line, UUID.randomUUID().toString()))
        .refusal();
  }

  private <R> Outcome<R> run(Caller caller, Operation<R> operation, String key) {
    return nw.executor.run(caller, Request.command(operation, key));
  }
}
