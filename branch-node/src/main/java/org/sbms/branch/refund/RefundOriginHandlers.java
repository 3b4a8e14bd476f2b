package org.sbms.branch.refund;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.refund.RefundOriginDecisions.Step;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.DebitReply;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;
import org.sbms.kit.outbox.ReplyHandler.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The origin's commands and replies: load, let {@link RefundOriginDecisions} decide, apply. */
final class RefundOriginHandlers {
  private static final Logger log = LoggerFactory.getLogger(RefundOriginHandlers.class);

  private final BranchCode self;
  private final RefundOriginDecisions decisions;
  private final Refunds refunds;
  private final Accounts accounts;
  private final BusinessDays days;
  private final RefundWriter writer;
  private final Clock clock;
  private final RandomGenerator random;

  RefundOriginHandlers(
      BranchCode self,
      RefundOriginDecisions decisions,
      Refunds refunds,
      Accounts accounts,
      BusinessDays days,
      RefundWriter writer,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.decisions = decisions;
    this.refunds = refunds;
    this.accounts = accounts;
    this.days = days;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  Outcome<Refund> request(Command<RefundSubscriber> command, Tx tx) {
    LocalDate day = days.open(tx);
    Instant now = now();
    AccountNumber account = command.operation().account();
    Map<AccountNumber, Accounts.Facts> own =
        account.home().equals(self) ? accounts.lock(tx, List.of(account)) : Map.of();
    Step step =
        decisions.request(
            UuidV7.next(now, random),
            slip(now, refunds.nextSlip(tx)),
            command.operation(),
            command.caller().actor(),
            Optional.ofNullable(own.get(account)),
            day,
            now);
    return switch (step) {
      case Step.Move move ->
          Outcome.done(writer.insert(tx, move, command.caller().actor(), day, now));
      case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
      case Step.Ignore(), Step.AskAgain(_) -> throw neverOfACommand();
    };
  }

  Outcome<Refund> cancel(Command<CancelRefund> command, Tx tx) {
    LocalDate day = days.open(tx);
    Instant now = now();
    UUID id = command.operation().id();
    Optional<Refund> refund = refunds.lock(tx, id);
    if (refund.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "No refund " + id + " was asked for here.");
    }
    return switch (decisions.cancel(refund.get(), command.operation().reason(), now)) {
      case Step.Move move ->
          Outcome.done(
              writer
                  .update(
                      tx,
                      List.of(new RefundWriter.Decided(move, command.caller().actor())),
                      day,
                      now)
                  .getFirst());
      case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
      case Step.Ignore(), Step.AskAgain(_) -> throw neverOfACommand();
    };
  }

  Set<Long> debitReplies(Tx tx, List<Reply> replies) {
    Instant now = now();
    return settle(tx, replies, (refund, reply) -> decisions.onDebitReply(refund, reply, now));
  }

  Set<Long> cancelReplies(Tx tx, List<Reply> replies) {
    Instant now = now();
    return settle(tx, replies, (refund, reply) -> decisions.onCancelReply(refund, reply, now));
  }

  /** Ids are locked in their order, so that two transactions never wait for each other. */
  private Set<Long> settle(
      Tx tx, List<Reply> replies, BiFunction<Refund, DebitReply, Step> decide) {
    LocalDate day = days.open(tx);
    List<Reply> sorted =
        replies.stream().sorted(Comparator.comparing(RefundOriginHandlers::refundId)).toList();
    Set<Long> finished = new HashSet<>();
    List<RefundWriter.Decided> moves = new ArrayList<>();
    for (Reply reply : sorted) {
      Optional<DebitReply> answer = answer(reply);
      Optional<Refund> refund =
          answer.isPresent() ? refunds.lock(tx, refundId(reply)) : Optional.empty();
      if (answer.isEmpty() || refund.isEmpty()) {
        continue;
      }
      switch (decide.apply(refund.get(), answer.get())) {
        case Step.Move move -> {
          moves.add(new RefundWriter.Decided(move, reply.message().actor()));
          finished.add(reply.message().id());
        }
        case Step.Ignore() -> finished.add(reply.message().id());
        case Step.AskAgain(String why) ->
            log.warn(
                "refund {}: asking {} again: {}", refundId(reply), refund.get().homeBranch(), why);
        case Step.Refuse(Refusal refusal) ->
            throw new IllegalStateException("a reply cannot be refused: " + refusal);
      }
    }
    writer.update(tx, moves, day, now());
    return finished;
  }

  /** Only a reply that says what home did; a refusal by the wire or by rights decides nothing. */
  private static Optional<DebitReply> answer(Reply reply) {
    JsonNode result = reply.reply().result();
    if (reply.reply().status() == PeerReply.Status.DONE && result != null) {
      return Optional.of(Json.convert(result, DebitReply.class));
    }
    log.warn("refund {}: no final reply: {}", refundId(reply), reply.reply().refusal());
    return Optional.empty();
  }

  private static UUID refundId(Reply reply) {
    return UUID.fromString(reply.message().key());
  }

  private static IllegalStateException neverOfACommand() {
    return new IllegalStateException("a command is done or refused");
  }

  /** {@code NW-R26-00000123}: branch, year, number. */
  private String slip(Instant now, long number) {
    int year = now.atOffset(ZoneOffset.UTC).getYear() % 100;
    return "%s-R%02d-%08d".formatted(self, year, number);
  }

  /** As precise as the database keeps it, so that what is answered now is what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
