package org.sbms.branch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind.Matter;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/** What a branch tells central of the papers that its desks gave. */
class ReceiptsTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final Instant AT = Instant.parse("2026-11-25T09:30:00Z");
  private static final UUID PAYMENT = UUID.fromString("01939a00-0000-7000-8000-000000000001");
  private static final UUID REFUND = UUID.fromString("01939a00-0000-7000-8000-000000000002");
  private static final UUID GOODS = UUID.fromString("01939a00-0000-7000-8000-000000000003");
  private static final UUID OVER_THE_COUNTER =
      UUID.fromString("01939a00-0000-7000-8000-000000000004");

  private final TestDatabase db =
      TestDatabase.with(
          "operation",
          "journal",
          "outbox",
          "ledger",
          "party",
          "payment",
          "refund",
          "equipment",
          "supply");
  private final AccountNumber account = AccountNumber.of(new BranchCode("SO"), 1);
  private Executor executor;

  @BeforeEach
  void fourPapers() {
    Operations operations = new Operations();
    TakingsReading.register(operations, NW, ZoneId.of("Europe/Moscow"));
    executor =
        new Executor(
            NodeId.of(NW),
            operations,
            db.database(),
            new Nobody(),
            AuditLog.NONE,
            Clock.systemUTC());
    db.asSuperuser(
        """
        insert into payment (id, receipt, account, home, amount_minor, currency, method, reference,
            state, confirmed, accepted_at, accepted_by, changed_at, origin_number)
        values ('%1$s', 'NW-26-00000001', '%5$s', 'SO', 50000, 'RUB', 'card', 'RRN 7', 'POSTED',
            true, '%6$s', 'cashier', '%6$s', 1);
        insert into refund (id, slip, account, home, amount_minor, currency, reason, comment, state,
            requested_at, requested_by, changed_at, origin_number)
        values ('%2$s', 'NW-R-26-00000001', '%5$s', 'SO', 7000, 'RUB', 'overpaid', '', 'PAID',
            '%6$s', 'supervisor', '%6$s', 2);
        alter table supply drop constraint supply_serial_fkey;
        insert into supply (id, receipt, account, home, kind, model, serial, currency, goods_minor,
            handling_minor, home_of_goods_minor, home_of_handling_minor, method, state, confirmed,
            issued_at, issued_by, changed_at, origin_number)
        values ('%3$s', 'NW-G-26-00000001', '%5$s', 'SO', 'STB', 'HD-2', 'STB-001', 'RUB', 250000,
            5000, 0, 0, null, 'CONFIRMED', true, '%6$s', 'clerk', '%6$s', 3),
          ('%4$s', 'NW-G-26-00000002', null, 'NW', 'STB', 'HD-2', 'STB-002', 'RUB', 250000, 0, 0, 0,
            'cash', 'CONFIRMED', true, '%6$s', 'clerk', '%6$s', 0)
        """
            .formatted(PAYMENT, REFUND, GOODS, OVER_THE_COUNTER, account.value(), AT));
  }

  @AfterEach
  void close() {
    executor.close();
    db.close();
  }

  @Test
  void thePaperOfAPaymentOfARefundAndOfGoodsIsFoundByItsTransaction() {
    assertThat(ask(PAYMENT).receipt())
        .contains(
            new AskReceipt.Receipt(
                "NW-26-00000001",
                account,
                rub("500.00"),
                PaymentMethod.CARD,
                "RRN 7",
                AT,
                "cashier",
                "POSTED"));
    assertThat(ask(REFUND).receipt())
        .contains(
            new AskReceipt.Receipt(
                "NW-R-26-00000001",
                account,
                rub("70.00"),
                null,
                "",
                AT,
                "supervisor",
                "PAID",
                Matter.REFUND,
                null));
    assertThat(ask(GOODS).receipt())
        .contains(
            new AskReceipt.Receipt(
                "NW-G-26-00000001",
                account,
                rub("2550.00"),
                null,
                "",
                AT,
                "clerk",
                "CONFIRMED",
                Matter.GOODS,
                "STB HD-2 STB-001"));
  }

  @Test
  void whatIsNoBusinessBetweenBranchesHasNoPaperForCentral() {
    assertThat(ask(OVER_THE_COUNTER).receipt()).isEmpty();
    assertThat(ask(UUID.randomUUID()).receipt()).isEmpty();
  }

  @Test
  void onlyWhoMayReadTakingsIsAnswered() {
    NodeId so = new NodeId("SO");
    Caller stranger = new Caller(new Actor(so, "clerk", "clerk"), so, Set.of());
    Outcome<AskReceipt.Answer> answer =
        executor.run(stranger, Request.query(new AskReceipt(NW, PAYMENT)));
    assertThat(answer)
        .isEqualTo(
            Outcome.refused(
                RefusalCode.FORBIDDEN, "You need the permission takings.read for this."));
  }

  @Test
  void aReceiptFromABranchThatKnowsPaymentsOnlyIsOneOfAPayment() {
    String then = Json.write(ask(PAYMENT)).replace(",\"matter\":\"PAYMENT\"", "");
    assertThat(then).doesNotContain("matter");
    assertThat(Json.read(then, AskReceipt.Answer.class).receipt().orElseThrow().what())
        .isEqualTo(Matter.PAYMENT);
  }

  private AskReceipt.Answer ask(UUID id) {
    Caller central =
        new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of(TakingsReading.TAKINGS));
    return ((Outcome.Done<AskReceipt.Answer>)
            executor.run(central, Request.query(new AskReceipt(NW, id))))
        .result();
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static final class Nobody implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new IllegalStateException("no other node here");
    }
  }
}
