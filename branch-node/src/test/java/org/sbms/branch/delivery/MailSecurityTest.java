package org.sbms.branch.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.OneBranch.done;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.branch.OneBranch;
import org.sbms.branch.delivery.WorkOnDeliveries.RetryAll;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowOutbox;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.kit.config.Secret;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.Pem;

/** Mails over TLS and with a login, against servers that insist on both. */
class MailSecurityTest {
  private static final int FREE = 0;
  private static final String PASSWORD = "changeit";
  private static final List<String> KEYSTORE =
      List.of(
          "greenmail.tls.keystore.file",
          "greenmail.tls.keystore.password",
          "greenmail.tls.key.password");

  @TempDir static Path folder;
  private static OneBranch branch;
  private static Vertx vertx;
  private static GreenMail server;
  private static Path trusted;
  private static PemKeyCertOptions credential;

  @BeforeAll
  static void open() throws Exception {
    CertificateAuthority authority =
        CertificateAuthority.openOrCreate(folder, InstantSource.system());
    Credential holder = authority.issueForBrowsers(List.of());
    trusted = Files.writeString(folder.resolve("ca.pem"), Pem.of(authority.root()));
    credential =
        new PemKeyCertOptions()
            .addKeyValue(Buffer.buffer(Pem.of(holder.key())))
            .addCertValue(Buffer.buffer(Pem.of(holder.certificate())));
    System.setProperty(KEYSTORE.get(0), keystore(holder, authority).toString());
    System.setProperty(KEYSTORE.get(1), PASSWORD);
    System.setProperty(KEYSTORE.get(2), PASSWORD);
    branch = new OneBranch(DeliveryFeature.MIGRATIONS);
    vertx = Vertx.vertx();
    server = new GreenMail(new ServerSetup(FREE, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    server.withConfiguration(
        GreenMailConfiguration.aConfig().withUser("bills@nw.example", "bills", "right"));
    server.start();
    feature(Optional.of(tls("right", Optional.of(trusted)))).register(branch.operations);
  }

  private static Path keystore(Credential holder, CertificateAuthority authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "mail",
        holder.key(),
        PASSWORD.toCharArray(),
        new Certificate[] {holder.certificate(), authority.root()});
    Path file = folder.resolve("mail.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  @BeforeEach
  void nothingWaits() throws FolderException {
    branch.database.run("update delivery set state = 'SENT' where state = 'WAITING'");
    server.purgeEmailFromAllMailboxes();
  }

  @AfterAll
  static void close() {
    KEYSTORE.forEach(System::clearProperty);
    server.stop();
    vertx.close().await();
    branch.close();
  }

  @Test
  void aMailGoesOverTlsToAServerThatWantsALogin() {
    UUID mail = reminder("Tls Reader");
    round(tls("right", Optional.of(trusted)));
    assertThat(delivery(mail).state()).isEqualTo(Delivery.State.SENT);
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void aWrongPasswordIsSaidAndTheMailGoesOnceItIsMended() {
    UUID mail = reminder("Late Reader");
    round(tls("wrong", Optional.of(trusted)));
    assertThat(delivery(mail).state()).isEqualTo(Delivery.State.WAITING);
    assertThat(server.getReceivedMessages()).isEmpty();
    ShowOutbox.Outbox outbox = ask(new ShowOutbox());
    assertThat(outbox.retrying()).isEqualTo(1);
    assertThat(outbox.trouble()).startsWith("the mail server does not accept our login: 535 5.7.8");

    round(tls("right", Optional.of(trusted)));
    assertThat(delivery(mail).state())
        .as("its time has not come")
        .isEqualTo(Delivery.State.WAITING);
    assertThat(ask(new RetryAll()).mails()).isEqualTo(1);
    round(tls("right", Optional.of(trusted)));
    assertThat(delivery(mail).state()).isEqualTo(Delivery.State.SENT);
    assertThat(ask(new ShowOutbox()).trouble()).isEmpty();
    assertThat(ask(new RetryAll()).mails()).isZero();
  }

  @Test
  void aServerThatNobodyVouchesForGetsNothing() {
    UUID mail = reminder("Safe Reader");
    round(tls("right", Optional.empty()));
    assertThat(delivery(mail).state()).isEqualTo(Delivery.State.WAITING);
    assertThat(delivery(mail).attempts()).isEqualTo(1);
    assertThat(delivery(mail).detail()).isNotEmpty();
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void startTlsHidesAllButTheGreeting() {
    UUID mail = reminder("Hidden Reader");
    try (StartTlsServer mails = new StartTlsServer(vertx, credential, true)) {
      round(startTls(mails.port()));
      assertThat(delivery(mail).state()).isEqualTo(Delivery.State.SENT);
      assertThat(mails.inTheClear).allMatch(line -> line.matches("(EHLO .*|STARTTLS)"));
      assertThat(mails.encrypted).anyMatch(line -> line.startsWith("RCPT TO:<hidden"));
    }
  }

  @Test
  void aServerWithoutStartTlsHearsNoAddressAndNoMail() {
    UUID mail = reminder("Waiting Reader");
    try (StartTlsServer mails = new StartTlsServer(vertx, credential, false)) {
      round(startTls(mails.port()));
      assertThat(delivery(mail).state()).isEqualTo(Delivery.State.WAITING);
      assertThat(mails.inTheClear).isNotEmpty().allMatch(line -> line.matches("(EHLO .*|QUIT)"));
    }
  }

  private static SmtpConfig tls(String password, Optional<Path> trusted) {
    return new SmtpConfig(
        "127.0.0.1",
        server.getSmtps().getPort(),
        SmtpConfig.Security.TLS,
        trusted,
        Optional.of(new SmtpConfig.Login("bills", new Secret(password))),
        "bills@nw.example");
  }

  private static SmtpConfig startTls(int port) {
    return new SmtpConfig(
        "127.0.0.1",
        port,
        SmtpConfig.Security.STARTTLS,
        Optional.of(trusted),
        Optional.empty(),
        "bills@nw.example");
  }

  private static DeliveryFeature feature(Optional<SmtpConfig> smtp) {
    return new DeliveryFeature("North-West", OneBranch.ZONE, smtp, branch.clock, new Random(5));
  }

  private static void round(SmtpConfig config) {
    try (Mailer mailer = feature(Optional.of(config)).mailer(vertx, branch.database, branch.days)) {
      mailer.round();
    }
  }

  private static UUID reminder(String name) {
    AccountNumber account = branch.subscriber(name);
    branch.database.run(
        "update customer set email = $2 where id = $1",
        branch.customerOf(account),
        name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@mail.example");
    UUID id = UUID.randomUUID();
    branch.database.inTransaction(tx -> {
      DeliveryTable.insert(
          tx,
          id,
          new NewNotice(
              account,
              NoticeKind.REMINDER,
              Money.parse("600.00", "RUB"),
              LocalDate.parse("2026-11-10"),
              "test",
              name),
          branch.clock.instant());
      return true;
    });
    return id;
  }

  private static Delivery delivery(UUID id) {
    return DeliveryTable.find(branch.database, id).orElseThrow();
  }

  private static <R> R ask(Operation<R> operation) {
    return done(
        branch.run(branch.caller("olga", DeliveryFeature.VIEW, DeliveryFeature.SEND), operation));
  }
}
