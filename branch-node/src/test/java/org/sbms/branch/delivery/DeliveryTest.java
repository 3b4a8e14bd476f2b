package org.sbms.branch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.OneBranch.done;
import static org.sbms.branch.OneBranch.refused;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.OneBranch;
import org.sbms.branch.billing.BillingFeature;
import org.sbms.branch.billing.DeliveryWay;
import org.sbms.branch.billing.InvoicePages;
import org.sbms.branch.delivery.WorkOnDeliveries.Batch;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses;
import org.sbms.branch.delivery.WorkOnDeliveries.CountRunLetters;
import org.sbms.branch.delivery.WorkOnDeliveries.PrintWaiting;
import org.sbms.branch.delivery.WorkOnDeliveries.ReportBounce;
import org.sbms.branch.delivery.WorkOnDeliveries.RetryDelivery;
import org.sbms.branch.delivery.WorkOnDeliveries.SaveMessage;
import org.sbms.branch.delivery.WorkOnDeliveries.SendInvoice;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowBatch;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowDelivery;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowOutbox;
import org.sbms.branch.delivery.WorkOnDeliveries.Sort;
import org.sbms.branch.delivery.WorkOnDeliveries.UndoPrint;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

/** Bills and notices over a real mail server and a real database. */
class DeliveryTest {
  private static final int FREE = 0;
  private static OneBranch branch;
  private static Vertx vertx;
  private static GreenMail server;
  private static DeliveryFeature feature;
  private static Mailer mailer;

  @BeforeAll
  static void open() {
    branch = new OneBranch(DeliveryFeature.MIGRATIONS);
    branch.database.run("update billing_settings set language = 'EN'");
    branch.database.run(
        "insert into invoice_template select code, 2, 'North-West Telecom',"
            + " 'TIN 7800000000', '', '', layout, 'test', now() from invoice_template");
    vertx = Vertx.vertx();
    server = new GreenMail(new ServerSetup(FREE, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    feature = feature(Optional.of(smtp(server.getSmtp().getPort())));
    feature.register(branch.operations);
    mailer = feature.mailer(vertx, branch.database, branch.days);
  }

  @BeforeEach
  void nothingWaits() throws FolderException {
    branch.database.run("update delivery set state = 'SENT' where state = 'WAITING'");
    server.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  static void close() {
    mailer.close();
    server.stop();
    vertx.close().await();
    branch.close();
  }

  @Test
  void aBillOfAnEndedRunIsMailedAsPdfToWhoWantsMailAndPrintedForTheOthers() throws Exception {
    AccountNumber byMail = account("Vera Mail", "{MAIL}");
    AccountNumber both = account("Both Ways", "{MAIL,PRINT}");
    AccountNumber noAddress = account("No Address", "{MAIL}");
    branch.database.run(
        "update customer set email = '' where id = $1", branch.customerOf(noAddress));
    AccountNumber pagesOnly = account("Pages Only", "{}");
    UUID run = run("RUNNING");
    List<AccountNumber> all = List.of(byMail, both, noAddress, pagesOnly);
    all.forEach(account -> invoice(account, run, 60_000));
    mailer.round();
    assertThat(deliveries(byMail)).as("the run is not over").isEmpty();

    branch.database.run("update bill_run set state = 'DONE' where id = $1", run);
    mailer.round();
    mailer.round();
    assertThat(deliveries(byMail)).containsExactly("INVOICE MAIL SENT");
    assertThat(deliveries(both)).containsExactly("INVOICE LETTER WAITING", "INVOICE MAIL SENT");
    assertThat(deliveries(noAddress)).containsExactly("INVOICE LETTER WAITING");
    assertThat(deliveries(pagesOnly)).isEmpty();

    MimeMessage mail = received("Vera Mail");
    String number = number(byMail);
    assertThat(mail.getSubject()).isEqualTo("Your bill " + number);
    assertThat(mail.getFrom()[0]).hasToString("bills@nw.example");
    assertThat(mail.getHeader("Message-ID"))
        .containsExactly("<" + latest(byMail).id() + "@nw.example>");
    String whole = GreenMailUtil.getWholeMessage(mail);
    assertThat(whole).contains(number + ".pdf", "application/pdf");
    assertThat(latest(byMail).recipient()).isEqualTo("v•••@mail.example");
  }

  @Test
  void aMailThatTheServerDidNotTakeIsSentLaterUnderTheSameMessageId() throws Exception {
    AccountNumber account = account("Later Reader", "{MAIL}");
    notice(account, NoticeKind.REMINDER, "later");
    int nobody = 1;
    try (Mailer away =
        feature(Optional.of(smtp(nobody))).mailer(vertx, branch.database, branch.days)) {
      mailer.close();
      away.round();
      Delivery waits = latest(account);
      assertThat(waits.state()).isEqualTo(Delivery.State.WAITING);
      assertThat(waits.attempts()).isEqualTo(1);
      assertThat(waits.nextAt()).isEqualTo(branch.clock.instant().plusSeconds(60));
      assertThat(waits.detail()).isNotEmpty();
      away.round();
      assertThat(latest(account).attempts()).as("its time has not come").isEqualTo(1);
    }
    mailer = feature.mailer(vertx, branch.database, branch.days);
    branch.clock.set(branch.clock.instant().plusSeconds(60).toString());
    mailer.round();
    assertThat(latest(account).state()).isEqualTo(Delivery.State.SENT);
    // Somebody fell after sending: it goes out again, and is known to be the same.
    branch.database.run(
        "update delivery set state = 'WAITING' where id = $1", latest(account).id());
    mailer.round();
    assertThat(Arrays.stream(server.getReceivedMessages()).map(DeliveryTest::messageId).distinct())
        .hasSize(1);
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void withoutAMailServerMailsWaitAndLettersArePrinted() {
    AccountNumber account = account("Waiting Reader", "{MAIL}");
    notice(account, NoticeKind.WARNING, "waits");
    mailer.close();
    try (Mailer none = feature(Optional.empty()).mailer(vertx, branch.database, branch.days)) {
      none.round();
    }
    mailer = feature.mailer(vertx, branch.database, branch.days);
    assertThat(latest(account).state()).isEqualTo(Delivery.State.WAITING);
    assertThat(latest(account).attempts()).isZero();
  }

  @Test
  void aWrongAddressFailsAtOnceAndIsTriedAgainOnceItIsMended() {
    AccountNumber account = account("Wrong Address", "{MAIL}");
    branch.database.run(
        "update customer set email = 'not an address' where id = $1", branch.customerOf(account));
    notice(account, NoticeKind.REMINDER, "wrong");
    mailer.round();
    Delivery failed = latest(account);
    assertThat(failed.state()).isEqualTo(Delivery.State.FAILED);
    assertThat(ask(new ShowOutbox()).failed()).isPositive();
    branch.database.run(
        "update customer set email = 'right@mail.example' where id = $1",
        branch.customerOf(account));
    order(new RetryDelivery(failed.id()));
    mailer.round();
    assertThat(latest(account).state()).isEqualTo(Delivery.State.SENT);
    assertThat(refused(run(new RetryDelivery(failed.id()))).code().code())
        .isEqualTo("state-conflict");
    assertThat(order(new ReportBounce(failed.id(), "550 no such user")).state())
        .isEqualTo(Delivery.State.BOUNCED);
  }

  @Test
  void aNoticeIsInTheCustomersLanguageOnceForItsReasonAndNotForWhoWasErased() {
    AccountNumber account = account("Ольга", "{MAIL}");
    branch.database.run(
        "update account_billing set language = 'RU' where account = $1", account.value());
    notice(account, NoticeKind.SUSPENSION, "once");
    notice(account, NoticeKind.SUSPENSION, "once");
    assertThat(deliveries(account)).containsExactly("SUSPENSION MAIL WAITING");
    Letter letter = ask(new ShowDelivery(latest(account).id())).letter();
    assertThat(letter.subject()).isEqualTo("Услуги приостановлены");
    assertThat(letter.body()).contains("Ольга", "600,00", "₽", "North-West Telecom");
    branch.database.run(
        "update customer set erased_at = now() where id = $1", branch.customerOf(account));
    notice(account, NoticeKind.REMINDER, "erased");
    assertThat(deliveries(account)).containsExactly("SUSPENSION MAIL WAITING");
  }

  @Test
  void waitingLettersArePrintedOnceAndTheFileCanBeTakenAgain() {
    AccountNumber account = account("Paper Reader", "{PRINT}");
    branch.database.run("update customer set email = '' where id = $1", branch.customerOf(account));
    notice(account, NoticeKind.REMINDER, "paper");
    var batch = order(new PrintWaiting(Sort.NOTICES, Optional.empty()));
    assertThat(batch.letters()).isEqualTo(1);
    assertThat(latest(account).state()).isEqualTo(Delivery.State.PRINTED);
    assertThat(refused(run(new PrintWaiting(Sort.NOTICES, Optional.empty()))).detail())
        .isEqualTo("Nothing waits to be printed.");
    ShowBatch.Printed printed = ask(new ShowBatch(batch.id()));
    assertThat(printed.notices()).hasSize(1);
    assertThat(pdf(LetterPdf.write(printed.notices()))).startsWith("%PDF");
    UUID invoice = invoice(account, run("DONE"), 30_000);
    mailer.round();
    var bills = order(new PrintWaiting(Sort.INVOICES, Optional.empty()));
    assertThat(ask(new ShowBatch(bills.id())).invoices())
        .extracting(document -> document.head().id())
        .contains(invoice);
  }

  @Test
  void whereNobodyChoseTheBranchDecidesAndMailMeansNoPaper() {
    AccountNumber mail = account("Default Mail", null);
    AccountNumber none = account("Default None", null);
    branch.database.run("update customer set email = '' where id = $1", branch.customerOf(none));
    UUID run = run("DONE");
    List.of(mail, none).forEach(account -> invoice(account, run, 10_000));
    mailer.round();
    assertThat(deliveries(mail)).containsExactly("INVOICE MAIL SENT");
    assertThat(deliveries(none)).as("nobody asked for paper").isEmpty();

    branch.database.run("update billing_settings set bill_delivery = '{PRINT}'");
    assertThat(ask(new ShowOutbox()).billDelivery()).containsExactly(DeliveryWay.PRINT);
    AccountNumber paper = account("Default Paper", null);
    invoice(paper, run("DONE"), 10_000);
    mailer.round();
    assertThat(deliveries(paper)).containsExactly("INVOICE LETTER WAITING");
    branch.database.run("update billing_settings set bill_delivery = '{MAIL}'");
  }

  @Test
  void aRunsLettersArePrintedAloneAndWaitAgainWhenThatIsUndone() {
    AccountNumber first = account("First Paper", "{PRINT}");
    AccountNumber second = account("Second Paper", "{PRINT}");
    UUID earlier = run("DONE");
    invoice(first, earlier, 10_000);
    mailer.round();
    UUID later = run("DONE");
    UUID invoice = invoice(second, later, 20_000);
    mailer.round();
    Batch batch = order(new PrintWaiting(Sort.INVOICES, Optional.of(later)));
    assertThat(batch.letters()).isEqualTo(1);
    assertThat(deliveries(first)).containsExactly("INVOICE LETTER WAITING");
    assertThat(deliveries(second)).containsExactly("INVOICE LETTER PRINTED");
    assertThat(ask(new CountRunLetters(later)).printed()).isEqualTo(1);
    assertThat(refused(run(new PrintWaiting(Sort.INVOICES, Optional.of(later)))).detail())
        .isEqualTo("Nothing waits to be printed.");
    assertThat(refused(run(new PrintWaiting(Sort.NOTICES, Optional.of(later)))).errors())
        .extracting("field")
        .containsExactly("run");

    assertThat(order(new UndoPrint(batch.id())).undone()).isPresent();
    assertThat(deliveries(second)).containsExactly("INVOICE LETTER WAITING");
    assertThat(ask(new CountRunLetters(later)).waiting()).isEqualTo(1);
    assertThat(refused(run(new UndoPrint(batch.id()))).detail())
        .isEqualTo("This batch was undone before.");
    assertThat(refused(run(new UndoPrint(UUID.randomUUID()))).code().code()).isEqualTo("not-found");
    Batch again = order(new PrintWaiting(Sort.INVOICES, Optional.of(later)));
    assertThat(ask(new ShowBatch(again.id())).invoices())
        .extracting(document -> document.head().id())
        .containsExactly(invoice);
    assertThat(ask(new ShowBatch(batch.id())).invoices()).isEmpty();
  }

  @Test
  void anAddressThatMailCameBackFromIsNotUsedAgainUntilSomebodySaysItIsRight() {
    AccountNumber account = account("Gone Away", "{MAIL}");
    String old = "update customer set email = 'gone.away@mail.example' where id = $1";
    branch.database.run(old, branch.customerOf(account));
    notice(account, NoticeKind.REMINDER, "gone");
    mailer.round();
    Delivery sent = latest(account);
    order(new ReportBounce(sent.id(), "550 5.1.1 <gone.away@mail.example> unknown"));
    assertThat(badAddresses(account))
        .containsExactly("g•••@mail.example 550 5.1.1 <g•••@mail.example> unknown");
    notice(account, NoticeKind.WARNING, "gone-2");
    assertThat(latest(account).channel()).as("nobody is left without").isEqualTo(Channel.LETTER);

    branch.database.run(
        "update customer set email = 'new@mail.example' where id = $1", branch.customerOf(account));
    assertThat(badAddresses(account)).as("the customer has another now").isEmpty();
    notice(account, NoticeKind.SUSPENSION, "gone-3");
    assertThat(latest(account).channel()).isEqualTo(Channel.MAIL);

    branch.database.run(old, branch.customerOf(account));
    assertThat(badAddresses(account)).hasSize(1);
    order(new RetryDelivery(sent.id()));
    assertThat(badAddresses(account)).isEmpty();
    mailer.round();
    assertThat(DeliveryTable.find(branch.database, sent.id()).orElseThrow().state())
        .isEqualTo(Delivery.State.SENT);
  }

  @Test
  void wordsChangeForWhatIsMadeFromThenOn() {
    AccountNumber account = account("Word Reader", "{MAIL}");
    notice(account, NoticeKind.PENALTY, "old");
    order(new SaveMessage(NoticeKind.PENALTY, Language.EN, "Changed", "Pay {amount}, {name}."));
    assertThat(ask(new ShowDelivery(latest(account).id())).letter().subject())
        .isEqualTo("A charge for late payment");
    notice(account, NoticeKind.PENALTY, "new");
    assertThat(ask(new ShowDelivery(latest(account).id())).letter().body())
        .startsWith("Pay 600.00")
        .endsWith("Word Reader.");
    assertThat(
            refused(run(new SaveMessage(NoticeKind.PENALTY, Language.EN, "a\nb", "{balance}")))
                .errors())
        .extracting("field")
        .containsExactly("subject", "body");
  }

  @Test
  void pagesAndCallsShowSendAndPrint() {
    AccountNumber account = account("Web Reader", "{MAIL}");
    UUID invoice = invoice(account, run("RUNNING"), 45_000);
    assertThat(refused(run(new SendInvoice(account, UUID.randomUUID(), Channel.MAIL))).detail())
        .isEqualTo("There is no such invoice.");
    try (TestSite site =
        TestSite.on(
                branch.test,
                "branch/openapi.yaml",
                new DeliveryPages(branch.executor, OneBranch.ZONE),
                new DeliveryApi(branch.executor))
            .user("manager", DeliveryFeature.VIEW, DeliveryFeature.SEND, DeliveryFeature.WORDS)) {
      TestBrowser manager = site.browser().login("manager").header("Accept-Language", "en");
      String page = InvoicePages.path(account, invoice);
      var sent = manager.submit("/deliveries", page + "/deliveries", Map.of("channel", "MAIL"));
      assertThat(sent.statusCode()).isEqualTo(303);
      assertThat(deliveries(account)).containsExactly("INVOICE MAIL WAITING");
      String one = "/deliveries/" + latest(account).id();
      assertThat(manager.get(one).body()).contains("Web Reader", "Your bill", "Try again now");
      assertThat(manager.get("/deliveries?search=" + account).body()).contains(account.value());
      assertThat(manager.get("/deliveries?export=csv").body()).contains(account.value());
      assertThat(manager.get("/print-batches").statusCode()).isEqualTo(200);
      String ofRun = "/print-batches?run=" + run("DONE");
      assertThat(manager.get(ofRun).body()).contains("This run has no bills for paper");
      assertThat(manager.get("/bad-mail-addresses").statusCode()).isEqualTo(200);
      assertThat(manager.get("/message-templates?kind=WARNING&language=RU").body())
          .contains("Предупреждение", "Пример-Телеком");
      assertThat(
              manager
                  .submit(
                      "/message-templates?kind=WARNING&language=RU",
                      "/message-templates",
                      Map.of("kind", "WARNING", "language", "RU", "subject", "x", "body", "{who}"))
                  .statusCode())
          .isEqualTo(422);
      TestBrowser program = site.browser().token("manager").header("Idempotency-Key", "de-1");
      assertThat(
              program
                  .postJson(
                      "/api/v1/subscribers/%s/invoices/%s/deliveries".formatted(account, invoice),
                      "{\"channel\":\"LETTER\"}")
                  .statusCode())
          .isEqualTo(201);
      assertThat(program.get("/api/v1/deliveries?channel=LETTER&state=WAITING").body())
          .contains(account.value());
      assertThat(program.get("/api/v1/deliveries/" + latest(account).id()).body())
          .contains("subject");
      assertThat(program.get("/api/v1/message-templates").body()).contains("CREDIT_NOTE");
      assertThat(program.get("/api/v1/bad-mail-addresses").body()).contains("items");
      TestBrowser other = site.browser().token("manager").header("Idempotency-Key", "de-2");
      var printed = other.postJson("/api/v1/print-batches", "{\"sort\":\"INVOICES\"}");
      assertThat(printed.statusCode()).isEqualTo(201);
      String batch = printed.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
      assertThat(manager.get("/print-batches").body())
          .contains("/print-batches/" + batch + "/undo");
      assertThat(
              manager
                  .submit("/print-batches", "/print-batches/" + batch + "/undo", Map.of())
                  .statusCode())
          .isEqualTo(303);
      assertThat(manager.get("/print-batches").body()).contains("Undone");
      assertThat(
              site.browser()
                  .token("manager")
                  .postJson("/api/v1/print-batches/" + batch + "/undo", "{}")
                  .statusCode())
          .isEqualTo(409);
    }
  }

  private static DeliveryFeature feature(Optional<SmtpConfig> smtp) {
    return new DeliveryFeature("North-West", OneBranch.ZONE, smtp, branch.clock, new Random(5));
  }

  private static SmtpConfig smtp(int port) {
    return new SmtpConfig(
        "127.0.0.1",
        port,
        SmtpConfig.Security.NONE,
        Optional.empty(),
        Optional.empty(),
        "bills@nw.example");
  }

  private static AccountNumber account(String name, @Nullable String ways) {
    AccountNumber account = branch.subscriber(name);
    branch.database.run(
        """
        insert into account_billing (account, mode, cycle_months, anchor_day, cycle_since, tax_area,
          language, delivery)
        values ($1, 'POSTPAID', 1, 1, '2026-11-01', 'RU', 'EN', $2::text::text[])
        """,
        account.value(),
        ways);
    return account;
  }

  private static UUID run(String state) {
    UUID id = UUID.randomUUID();
    branch.database.run("update bill_run set state = 'DONE'");
    branch.database.run(
        """
        insert into bill_run (id, dry, day, state, started_by, started_at, due_accounts, currency)
        values ($1, false, '2026-11-25', $2, 'test', now(), 1, 'RUB')
        """,
        id,
        state);
    return id;
  }

  private static UUID invoice(AccountNumber account, UUID run, long minor) {
    UUID id = UUID.randomUUID();
    branch.database.run(
        """
        insert into invoice (id, number, kind, account, customer_id, period_from, period_until,
          issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor, issued_by,
          language, run_id)
        values ($1, 'NW-' || substr($1::text, 1, 8), 'INVOICE', $2, $3, $4::date, $4::date + 30,
          $4::date, $4::date + 15, 'RUB', $5, 0, $5, $5, 'test', 'EN', $6)
        """,
        id,
        account.value(),
        branch.customerOf(account),
        LocalDate.parse("2026-11-25"),
        minor,
        run);
    return id;
  }

  private static void notice(AccountNumber account, NoticeKind kind, String reason) {
    branch.database.inTransaction(tx -> {
      new Dispatches(branch.clock, new Random(reason.hashCode() + account.hashCode()))
          .put(
              tx,
              new NewNotice(
                  account,
                  kind,
                  Money.parse("600.00", "RUB"),
                  LocalDate.parse("2026-11-10"),
                  "test",
                  reason));
      return true;
    });
  }

  private static List<String> badAddresses(AccountNumber account) {
    return ask(new BrowseBadAddresses("-found", 0, 100)).items().stream()
        .filter(bad -> bad.account().equals(account))
        .map(bad -> bad.recipient() + " " + bad.reason())
        .toList();
  }

  private static List<String> deliveries(AccountNumber account) {
    return branch.database.list(
        row -> "%s %s %s".formatted(row.getString(0), row.getString(1), row.getString(2)),
        "select kind, channel, state from delivery where account = $1 order by channel, serial",
        account.value());
  }

  private static Delivery latest(AccountNumber account) {
    return branch
        .database
        .list(
            row -> DeliveryTable.find(branch.database, row.getUUID(0)).orElseThrow(),
            "select id from delivery where account = $1 order by serial desc limit 1",
            account.value())
        .getFirst();
  }

  private static String number(AccountNumber account) {
    return branch
        .database
        .one(
            row -> row.getString(0),
            "select number from invoice where account = $1",
            account.value())
        .orElseThrow();
  }

  private static MimeMessage received(String name) {
    return Arrays.stream(server.getReceivedMessages())
        .filter(mail -> GreenMailUtil.getWholeMessage(mail).contains(name))
        .findFirst()
        .orElseThrow();
  }

  private static String messageId(Message mail) {
    try {
      return mail.getHeader("Message-ID")[0];
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static String pdf(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static <R> R ask(Operation<R> operation) {
    return done(run(operation));
  }

  private static <R> R order(Operation<R> operation) {
    return done(run(operation));
  }

  private static <R> Outcome<R> run(Operation<R> operation) {
    return branch.run(manager(), operation);
  }

  private static Caller manager() {
    return branch.caller(
        "olga",
        DeliveryFeature.VIEW,
        DeliveryFeature.SEND,
        DeliveryFeature.WORDS,
        BillingFeature.VIEW);
  }
}
