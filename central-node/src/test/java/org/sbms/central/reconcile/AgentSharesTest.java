package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.settlement.DecideWindow.ApproveWindow;
import org.sbms.central.settlement.DecideWindow.CloseWindow;
import org.sbms.central.settlement.Disputes.RaiseDispute;
import org.sbms.central.settlement.SettlementWeb;
import org.sbms.central.settlement.ShowPositions;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** A dealer's share travels from the login that took the money to the dealer's own statement. */
class AgentSharesTest {
  private static final String WINDOW = "/api/v1/settlement-windows/1";

  private final FakeFederation federation = new FakeFederation();

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void whatADealerTookLeavesTheDealersShareWithTheOrigin() {
    federation.publishTariff("payment", "1", "0");
    federation.publishDealerShare("0.5");
    UUID taken = federation.nw.takeAsDealer("tele-dom", federation.so, 500_00);
    federation.nw.takeAsDealer("tele-dom", federation.ur, 100_00);
    federation.nw.take(federation.so, 70_00); // a desk of the branch itself

    assertThat(federation.kindsOf(federation.reconcile())).isEmpty();

    // 670.00 taken; 6.70 commission and 3.00 for the dealer stay with NW.
    assertThat(net("NW")).isEqualTo("-660.30");
    try (TestSite site = site()) {
      TestBrowser api = site.browser().token("finance");
      JsonNode share = json(api.get(WINDOW + "/agents")).path("items");
      assertThat(share).hasSize(1);
      assertThat(share.at("/0/agent").asText()).isEqualTo("dealer:tele-dom");
      assertThat(share.at("/0/branch").asText()).isEqualTo("NW");
      assertThat(share.at("/0/lines").asInt()).isEqualTo(2);
      assertThat(share.at("/0/amount/amount").asText()).isEqualTo("3.00");
      JsonNode lines = json(api.get(WINDOW + "/agents/dealer:tele-dom/lines")).path("items");
      assertThat(lines).hasSize(2);
      assertThat(lines.at("/0/transactionId").asText()).isEqualTo(taken.toString());
      assertThat(lines.at("/0/payer").asText()).isEqualTo("SO");
      assertThat(lines.at("/0/amount/amount").asText()).isEqualTo("2.50");
      assertThat(json(api.get(WINDOW + "/agents/dealer:nobody/lines")).path("items")).isEmpty();
      assertThat(api.get("/api/v1/settlement-windows/9/agents").statusCode()).isEqualTo(404);
      assertThat(api.get(WINDOW + "/statements/NW").body())
          .contains("DEALER_COMMISSION", ",dealer:tele-dom");

      TestBrowser finance = site.browser().login("finance");
      assertThat(finance.get("/settlement/1/agents").body()).contains("dealer:tele-dom", "3.00");
      assertThat(finance.get("/settlement/1/agents/dealer:tele-dom").body())
          .contains("2.50", "/finance/trail/" + taken);
      assertThat(finance.get("/settlement/1/agents/dealer:tele-dom?export=csv").body())
          .contains("2.50", "0.50");
    }
  }

  @Test
  void aRepeatedRunChangesNothingAndAReversalInALaterWindowTakesTheShareBack() {
    federation.publishDealerShare("0.5");
    UUID taken = federation.nw.takeAsDealer("tele-dom", federation.so, 500_00);
    federation.reconcile();
    federation.reconcile();
    assertThat(net("NW")).isEqualTo("-497.50");
    federation.command("finance", new CloseWindow("1"));
    federation.nw.reverse(federation.so, taken, 500_00);
    federation.reconcile();

    assertThat(net("NW")).isEqualTo("-497.50");
    assertThat(
            federation.ask(new ShowPositions("2")).items().stream()
                .filter(each -> each.branch().equals(new BranchCode("NW")))
                .map(each -> each.net().amount()))
        .containsExactly("497.50");
  }

  @Test
  void aDisputedPaymentLeavesNoShareEither() {
    federation.publishDealerShare("0.5");
    federation.nw.takeAsDealer("tele-dom", federation.so, 500_00);
    federation.reconcile();

    federation.command(
        "finance",
        new RaiseDispute("1", new BranchCode("SO"), 1, new BranchCode("NW"), "Not ours"));

    assertThat(federation.ask(new ShowPositions("1")).items()).isEmpty();
    try (TestSite site = site()) {
      assertThat(json(site.browser().token("finance").get(WINDOW + "/agents")).path("items"))
          .isEmpty();
    }
  }

  @Test
  void branchesBookTheShareAsCommissionAndTheLedgersAgree() {
    federation.publishDealerShare("0.5");
    federation.nw.takeAsDealer("tele-dom", federation.so, 500_00);
    federation.reconcile();
    federation.command("finance", new CloseWindow("1"));
    federation.command("finance2", new ApproveWindow("1"));

    await().until(() -> federation.nw.settled.size() == 1 && federation.so.settled.size() == 1);
    assertThat(federation.nw.settled.values().iterator().next().pairs())
        .singleElement()
        .satisfies(pair -> {
          assertThat(pair.commissionEarned().amount()).isEqualTo("2.50");
          assertThat(pair.adjustmentsEarned().isZero()).isTrue();
          assertThat(pair.net().amount()).isEqualTo("-497.50");
        });
  }

  @Test
  void anEntryWhoseDealerWasChangedByHandBreaksTheChain() {
    federation.publishDealerShare("0.5");
    UUID taken = federation.nw.takeAsDealer("tele-dom", federation.so, 500_00);
    federation.nw.tamper(
        "update journal_entry set agent = 'dealer:mine' where transaction_id = '%s'"
            + " and kind = 'PAYMENT_ACCEPTED'",
        taken);

    assertThat(federation.kindsOf(federation.reconcile())).contains("CHAIN_BROKEN");
  }

  private String net(String branch) {
    return federation.ask(new ShowPositions("1")).items().stream()
        .filter(each -> each.branch().value().equals(branch))
        .map(each -> each.net().amount())
        .findFirst()
        .orElse("");
  }

  private TestSite site() {
    return TestSite.on(
            federation.central,
            "central/openapi.yaml",
            new SettlementWeb(federation.executorFor(new NodeId("NW"))))
        .user(
            "finance",
            federation.operations.all().stream()
                .map(OperationSpec::permission)
                .distinct()
                .toArray(Permission[]::new));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body(), JsonNode.class);
  }
}
