package org.sbms.central.branches;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.sbms.contract.Outcome;
import org.sbms.contract.Problem;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.directory.Enrolment;
import org.sbms.kit.db.Database;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.peer.SecurityEvents;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;

/**
 * {@code POST /enrol}: the one door of central that a branch passes without a certificate. Who
 * fails too often from one address waits.
 */
final class EnrolmentEndpoint {
  private static final int MAX_FAILURES = 5;
  private static final Duration PENANCE = Duration.ofMinutes(10);
  private static final int MAX_ADDRESSES = 10_000;

  private final Database database;
  private final Certifying certifying;
  private final SecurityEvents events;
  private final InstantSource clock;
  private final Cache<String, AtomicInteger> failures =
      Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).expireAfterWrite(PENANCE).build();

  EnrolmentEndpoint(
      Database database, Certifying certifying, SecurityEvents events, InstantSource clock) {
    this.database = database;
    this.certifying = certifying;
    this.events = events;
    this.clock = clock;
  }

  void addTo(Router router) {
    router
        .post(Enrolment.PATH)
        .handler(BodyHandler.create(false).setBodyLimit(Enrolment.MAX_BODY_BYTES))
        .handler(this::handle)
        .failureHandler(context ->
            refuse(
                context,
                context.statusCode() == 413
                    ? Refusal.of(RefusalCode.TOO_LARGE, "An enrolment is smaller than that.")
                    : Refusal.of(RefusalCode.INTERNAL, "Something went wrong.")));
  }

  private void handle(RoutingContext context) {
    String address = context.request().remoteAddress().hostAddress();
    AtomicInteger failed = failures.get(address, _ -> new AtomicInteger());
    if (failed.get() >= MAX_FAILURES) {
      context.response().putHeader("Retry-After", String.valueOf(PENANCE.toSeconds()));
      refuse(context, Refusal.of(RefusalCode.BUSY, "Too many failed tries; ask later."));
      return;
    }
    Enrolment enrolment;
    try {
      Buffer body = context.body().buffer();
      enrolment = Json.read(body == null ? new byte[0] : body.getBytes(), Enrolment.class);
    } catch (BadJsonException bad) {
      refuse(context, Refusal.invalid(bad.field(), String.valueOf(bad.getMessage())));
      return;
    }
    switch (certifying.enrol(database, enrolment)) {
      case Outcome.Done<Enrolment.Accepted>(Enrolment.Accepted accepted) ->
          answer(context, 200, "application/json", accepted);
      case Outcome.Refused<Enrolment.Accepted>(Refusal refusal) -> {
        failed.incrementAndGet();
        events.refused(
            new SecurityEvent(
                clock.instant(),
                "enrolment-refused",
                "",
                address,
                enrolment.branch() + ": " + refusal.detail()));
        refuse(context, refusal);
      }
      case Outcome.Unknown<Enrolment.Accepted>(String why) ->
          refuse(context, Refusal.of(RefusalCode.INTERNAL, why));
    }
  }

  private static void refuse(RoutingContext context, Refusal refusal) {
    answer(
        context, refusal.code().category().httpStatus(), Problem.MEDIA_TYPE, Problem.of(refusal));
  }

  private static void answer(RoutingContext context, int status, String type, Object body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .end(Buffer.buffer(Json.writeBytes(body)));
  }
}
