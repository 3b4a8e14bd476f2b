package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.reconcile.FakeFederation;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.ShowPositions;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/** A client's payment may be reconciled before central hears from its branch that it was taken. */
class LateShareTest {
  private static final UUID JOB = UUID.randomUUID();
  private static final AccountNumber ACCOUNT = AccountNumber.of(new BranchCode("SO"), 10_042);

  private final FakeFederation federation = new FakeFederation();
  private UUID payment;

  @BeforeEach
  void aBranchTookItAndCentralHasNotHeard() {
    federation.publishCorporateShare("1");
    federation.central.asSuperuser(
        """
        insert into corporate_client (id, name, tax_id, branch, created_by, created_at)
        values ('%1$s', 'Works', '7701234567', 'NW', 'test', now());
        insert into corporate_job (id, client_id, kind, parameters, state, actor_login, actor_role,
          created_at)
        values ('%1$s', '%1$s', 'SPREAD', '{}', 'RUNNING', 'test', 'finance', now());
        insert into corporate_job_line (job_id, number, account, destination, state, in_doubt,
          changed_at)
        values ('%1$s', 1, '%2$s', 'NW', 'WAITING', true, now());
        """
            .formatted(JOB, ACCOUNT));
    payment = federation.nw.take(federation.so, 500_00);
  }

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void theShareSettlesInTheSameWindowWhereItIsStillOpen() {
    federation.lookAtNews();
    assertThat(net("1")).isEqualTo("-500.00");

    hear();
    federation.lookAtNews();

    assertThat(net("1")).as("500.00 less 1 %").isEqualTo("-495.00");
  }

  @Test
  void theShareSettlesInTheNextWindowWhereThatOneWasClosed() {
    federation.lookAtNews();
    federation.command("finance", new CloseWindow("1"));

    hear();
    federation.lookAtNews();
    federation.lookAtNews();

    assertThat(net("1")).isEqualTo("-500.00");
    assertThat(net("2")).isEqualTo("5.00");
  }

  @Test
  void whatWasHeardBeforeTheRunIsInItAtOnce() {
    hear();
    federation.lookAtNews();
    assertThat(net("1")).isEqualTo("-495.00");
  }

  /** The answer of the branch, as the worker notes it. */
  private void hear() {
    Line line =
        new Line(
            JOB,
            1,
            ACCOUNT,
            new BranchCode("NW"),
            "",
            Optional.of(Money.ofMinor(500_00, "RUB")),
            LineState.WAITING,
            true,
            0,
            1,
            true,
            "",
            "",
            Optional.empty(),
            "",
            Instant.now());
    LineDecisions.Next next =
        new LineDecisions.Next(
            LineState.TAKEN,
            false,
            Duration.ZERO,
            "",
            "",
            line.amount(),
            Optional.of(payment),
            "NW-1");
    federation
        .central
        .database()
        .inTransaction(tx -> {
          LineTable.apply(tx, JOB, List.of(new LineTable.Change(line, next)), Instant.now());
          return true;
        });
  }

  private String net(String window) {
    return federation.ask(new ShowPositions(window)).items().stream()
        .filter(position -> position.branch().value().equals("NW"))
        .map(position -> position.net().amount())
        .findFirst()
        .orElse("");
  }
}
