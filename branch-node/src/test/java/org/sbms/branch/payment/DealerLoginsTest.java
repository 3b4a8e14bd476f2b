package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.reference.LocalText;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Outcome;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** What a dealer's login takes for another branch is journalled in the dealer's name. */
class DealerLoginsTest {
  private static final String PAGE = "/dealer-logins";

  private final TwoBranches branches = new TwoBranches();
  private final TwoBranches.Branch nw = branches.nw;
  private TestSite site;

  @BeforeEach
  void open() {
    DealerLogins logins =
        new DealerLogins(
            () -> Map.of("tele-dom", new LocalText("Tele Dom", "Теле Дом")), Clock.systemUTC());
    logins.register(nw.executor.operations());
    site =
        TestSite.on(
                nw.test,
                "branch/openapi.yaml",
                new DealerLoginWeb(nw.executor, logins),
                web -> web.messages("payment"))
            .user("manager", DealerLogins.ASSIGN)
            .user("dealer")
            .user("clerk");
  }

  @AfterEach
  void close() {
    site.close();
    branches.close();
  }

  @Test
  void theEntryOfADealersPaymentNamesTheDealerAndItsHashCoversThat() {
    TestBrowser manager = site.browser().login("manager");
    assertThat(manager.get(PAGE).body()).contains("dealer dealer", "Tele Dom");
    assertThat(manager.submit(PAGE, PAGE + "/dealer", Map.of("dealer", "tele-dom")).statusCode())
        .isEqualTo(303);

    take("dealer", "corp-1");
    take("clerk", "corp-2");

    List<JournalEntry> entries = entries();
    assertThat(entries.getFirst().agent()).isEqualTo("dealer:tele-dom");
    assertThat(entries.getFirst().hash())
        .isEqualTo(JournalHash.of(entries.getFirst()))
        .isNotEqualTo(JournalHash.of(entries.getFirst().withAgent(null)));
    assertThat(entries.get(1).agent()).isNull();
  }

  @Test
  void aLoginIsAssignedAndReleasedByTheApi() {
    assertThat(put("dealer", "tele-dom")).contains("\"dealer\":\"tele-dom\"");
    assertThat(put("dealer", "nobody")).contains("must be a dealer of the reference data");
    assertThat(put("stranger", "tele-dom")).contains("not-found");
    assertThat(site.browser().token("manager").get("/api/v1/dealer-logins").body())
        .contains("\"assignedBy\":\"manager\"");
    TestBrowser manager = site.browser().login("manager");
    assertThat(manager.submit(PAGE, PAGE + "/dealer", Map.of("dealer", "")).statusCode())
        .isEqualTo(303);
    assertThat(site.browser().token("manager").get("/api/v1/dealer-logins").body())
        .doesNotContain("tele-dom");
    assertThat(site.browser().login("clerk").get(PAGE).statusCode()).isEqualTo(403);
  }

  private String put(String login, String dealer) {
    return site.browser()
        .token("manager")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .send("PUT", "/api/v1/dealer-logins/" + login, "{\"dealer\": \"" + dealer + "\"}")
        .body();
  }

  private void take(String login, String key) {
    Caller caller = nw.person(login, login);
    assertThat(
            nw.run(
                caller,
                new TakePayment(
                    branches.so.accounts.getFirst(),
                    TwoBranches.rub("10.00"),
                    PaymentMethod.CASH,
                    ""),
                key))
        .isInstanceOf(Outcome.Done.class);
  }

  private List<JournalEntry> entries() {
    return Journal.after(nw.database, TwoBranches.NW, 0, 10).stream()
        .filter(entry -> entry.kind() == JournalKind.PAYMENT_ACCEPTED)
        .toList();
  }
}
