package org.sbms.branch.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.sbms.branch.billing.InvoiceFiles;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.delivery.DeliveryDecisions.Try;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.node.PeriodicJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands bills over once their run has ended, and sends mails, on one instance of the branch. A mail
 * is sent at least once: whoever falls between sending and writing that down sends it again, under
 * the same Message-ID, by which mailboxes know it.
 */
public final class Mailer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Mailer.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final String LOCK = "delivery";
  private static final int AT_ONCE = 8;
  private static final int CONNECT_MS = 10_000;
  private static final int SEND_SECONDS = 60;
  private static final int MAX_CHUNKS = 2_000;

  private final Database database;
  private final BusinessDays days;
  private final Letters letters;
  private final InvoiceFiles invoices;
  private final Clock clock;
  private final SessionLocks locks;
  private final Optional<Post> post;
  private Optional<PeriodicJob> job = Optional.empty();

  /** A connection to the mail server that is set. */
  private record Post(MailClient client, SmtpConfig config) {}

  Mailer(
      Vertx vertx,
      Database database,
      BusinessDays days,
      Letters letters,
      InvoiceFiles invoices,
      Optional<SmtpConfig> smtp,
      Clock clock) {
    this.database = database;
    this.days = days;
    this.letters = letters;
    this.invoices = invoices;
    this.clock = clock;
    this.locks = new SessionLocks(database);
    this.post = smtp.map(config -> new Post(MailClient.create(vertx, options(config)), config));
  }

  private static MailConfig options(SmtpConfig config) {
    MailConfig options =
        new MailConfig(config.host(), config.port())
            .setSsl(config.security() == SmtpConfig.Security.TLS)
            .setStarttls(
                config.security() == SmtpConfig.Security.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setLogin(config.login().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
            .setMaxPoolSize(AT_ONCE)
            .setConnectTimeout(CONNECT_MS)
            .setIdleTimeout(SEND_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    options.setHostnameVerificationAlgorithm("HTTPS");
    config
        .trusted()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    config
        .login()
        .ifPresent(
            login -> options.setUsername(login.user()).setPassword(login.password().value()));
    return options;
  }

  public Mailer start() {
    job = Optional.of(PeriodicJob.start("delivery", PAUSE, this::round));
    return this;
  }

  @Override
  public void close() {
    job.ifPresent(PeriodicJob::close);
    post.ifPresent(open -> open.client().close());
    locks.close();
  }

  void round() {
    if (!locks.hold(LOCK)) {
      return;
    }
    while (DeliveryTable.handOverRun(database, now())) {
      // Each run in a transaction of its own.
    }
    DeliveryTable.handOverCreditNotes(database, days.today(database), now());
    post.ifPresent(this::send);
  }

  /** Until nothing is due, or the server is not to be had. */
  private void send(Post open) {
    for (int i = 0; i < MAX_CHUNKS; i++) {
      List<Delivery> chunk = DeliveryTable.due(database, now(), AT_ONCE);
      if (chunk.isEmpty() || send(open, chunk) == 0) {
        return;
      }
    }
  }

  /** How many were sent, or can never be. */
  private int send(Post open, List<Delivery> chunk) {
    List<Sending> sendings = new ArrayList<>(chunk.size());
    for (Delivery delivery : chunk) {
      sendings.add(begin(open, delivery));
    }
    int ended = 0;
    for (Sending sending : sendings) {
      Delivery delivery = sending.delivery();
      DeliveryDecisions.Next next =
          DeliveryDecisions.after(sending.end(), delivery.attempts() + 1, now());
      DeliveryTable.tried(database, delivery, next, sending.address(), now());
      if (next.state() == Delivery.State.WAITING) {
        log.info("mail {} waits for another try: {}", delivery.id(), next.detail());
      } else {
        ended++;
      }
    }
    return ended;
  }

  /**
   * @param address empty where there is none
   */
  private record Sending(Delivery delivery, String address, Future<MailResult> result) {
    Try end() {
      try {
        result.await(SEND_SECONDS, TimeUnit.SECONDS);
        return new Try.Sent();
      } catch (SMTPException answer) {
        return new Try.Answered(answer.getReplyCode(), String.valueOf(answer.getReplyMessage()));
      } catch (IllegalArgumentException wrong) {
        return new Try.Impossible(String.valueOf(wrong.getMessage()));
      } catch (Exception away) {
        if (away instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        return new Try.Away(why(away));
      }
    }

    /** With its cause: that TLS failed says little, that nobody vouches for the server says it. */
    private static String why(Throwable away) {
      String message = away.getMessage();
      String own = message == null ? away.getClass().getSimpleName() : message;
      Throwable cause = away.getCause();
      return cause == null || cause.getMessage() == null ? own : own + ": " + cause.getMessage();
    }
  }

  private Sending begin(Post open, Delivery delivery) {
    Letter letter = letters.of(database, delivery);
    String address = letter.mailAddress();
    if (address.isEmpty()) {
      return new Sending(delivery, "", impossible("the customer has no mail address"));
    }
    MailMessage mail;
    try {
      mail = mail(open.config(), delivery, letter);
    } catch (IllegalArgumentException unreadable) {
      return new Sending(delivery, address, impossible("the mail address is none"));
    }
    return new Sending(delivery, address, open.client().sendMail(mail));
  }

  private static Future<MailResult> impossible(String why) {
    return Future.failedFuture(new IllegalArgumentException(why));
  }

  private MailMessage mail(SmtpConfig config, Delivery delivery, Letter letter) {
    MailMessage mail =
        new MailMessage()
            .setFrom(config.from())
            .setTo(letter.mailAddress())
            .setSubject(letter.subject())
            .setText(letter.body())
            .addHeader("Message-ID", messageId(delivery.id(), config))
            .addHeader("Auto-Submitted", "auto-generated");
    delivery
        .invoice()
        .flatMap(id -> InvoiceFiles.find(database, id))
        .ifPresent(invoice -> mail.setAttachment(file(invoice)));
    return mail;
  }

  static String messageId(UUID delivery, SmtpConfig config) {
    return "<" + delivery + "@" + config.fromDomain() + ">";
  }

  private MailAttachment file(InvoiceDocument invoice) {
    return MailAttachment.create()
        .setName(invoice.head().number() + ".pdf")
        .setContentType("application/pdf")
        .setDisposition("attachment")
        .setData(Buffer.buffer(invoices.pdf(List.of(invoice))));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
