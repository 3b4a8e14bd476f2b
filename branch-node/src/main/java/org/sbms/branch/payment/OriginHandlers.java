package org.sbms.branch.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.sbms.branch.payment.OriginDecisions.Step;
import org.sbms.branch.payment.OriginWriter.Decided;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CreditReply;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;
import org.sbms.kit.outbox.ReplyHandler.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The origin's commands and replies: load, let {@link OriginDecisions} decide, apply. */
final class OriginHandlers {
  private static final Logger log = LoggerFactory.getLogger(OriginHandlers.class);

  private final BranchCode self;
  private final OriginDecisions decisions;
  private final Payments payments;
  private final Accounts accounts;
  private final BusinessDays days;
  private final OriginWriter writer;
  private final Clock clock;
  private final RandomGenerator random;

  OriginHandlers(
      BranchCode self,
      OriginDecisions decisions,
      Payments payments,
      Accounts accounts,
      BusinessDays days,
      OriginWriter writer,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.decisions = decisions;
    this.payments = payments;
    this.accounts = accounts;
    this.days = days;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  List<Outcome<Payment>> take(List<Command<TakePayment>> commands, Tx tx) {
    LocalDate day = days.open(tx);
    Instant now = now();
    Map<AccountNumber, Accounts.Facts> own =
        accounts.lock(
            tx,
            commands.stream()
                .map(command -> command.operation().account())
                .filter(account -> account.home().equals(self))
                .toList());
    List<Long> receipts = payments.nextReceipts(tx, commands.size());
    Map<String, String> dealers = payments.dealers(tx);
    List<Step> steps = new ArrayList<>();
    List<Decided> moves = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      Command<TakePayment> command = commands.get(i);
      Step step =
          decisions.accept(
              UuidV7.next(now, random),
              receipt(now, receipts.get(i)),
              command.operation(),
              command.caller().actor(),
              Optional.ofNullable(own.get(command.operation().account())),
              day,
              now);
      steps.add(step);
      if (step instanceof Step.Move move) {
        Actor actor = command.caller().actor();
        moves.add(new Decided(inTheNameOf(dealer(actor, dealers), move), actor));
      }
    }
    return outcomes(steps, writer.insert(tx, moves, day, now));
  }

  private Optional<String> dealer(Actor actor, Map<String, String> dealers) {
    return actor.node().equals(NodeId.of(self))
        ? Optional.ofNullable(dealers.get(actor.login()))
        : Optional.empty();
  }

  private static Step.Move inTheNameOf(Optional<String> dealer, Step.Move move) {
    return dealer
        .map(code ->
            new Step.Move(
                move.payment(),
                move.postings(),
                move.journal().map(draft -> draft.by(DealerLogins.AGENT + code)),
                move.message(),
                move.balanceDeltaMinor()))
        .orElse(move);
  }

  Outcome<Payment> cancel(Command<CancelPayment> command, Tx tx) {
    LocalDate day = days.open(tx);
    UUID id = command.operation().id();
    Payment payment = payments.lock(tx, List.of(id)).get(id);
    if (payment == null) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "No payment " + id + " was taken here.");
    }
    Map<AccountNumber, Accounts.Facts> own =
        payment.homeBranch().equals(self)
            ? accounts.lock(tx, List.of(payment.account()))
            : Map.of();
    Step step =
        decisions.cancel(
            payment,
            command.operation().reason(),
            Optional.ofNullable(own.get(payment.account())),
            now());
    if (step instanceof Step.Move) {
      payments.noteCancelled(tx, id, decisions.nameOf(command.caller().actor()), now());
    }
    List<Payment> written =
        step instanceof Step.Move move
            ? writer.update(tx, List.of(new Decided(move, command.caller().actor())), day, now())
            : List.of();
    return outcomes(List.of(step), written).getFirst();
  }

  Set<Long> creditReplies(Tx tx, List<Reply> replies) {
    Instant now = now();
    return settle(tx, replies, (payment, reply) -> decisions.onCreditReply(payment, reply, now));
  }

  Set<Long> cancelReplies(Tx tx, List<Reply> replies) {
    Instant now = now();
    return settle(tx, replies, (payment, reply) -> decisions.onCancelReply(payment, reply, now));
  }

  private Set<Long> settle(
      Tx tx, List<Reply> replies, BiFunction<Payment, CreditReply, Step> decide) {
    LocalDate day = days.open(tx);
    Map<Long, CreditReply> answers = answers(replies);
    Map<UUID, Payment> locked =
        payments.lock(
            tx,
            replies.stream()
                .filter(reply -> answers.containsKey(reply.message().id()))
                .map(reply -> paymentId(reply))
                .toList());
    Set<Long> finished = new HashSet<>();
    List<Decided> moves = new ArrayList<>();
    for (Reply reply : replies) {
      CreditReply answer = answers.get(reply.message().id());
      Payment payment = locked.get(paymentId(reply));
      if (answer == null || payment == null) {
        continue;
      }
      switch (decide.apply(payment, answer)) {
        case Step.Move move -> {
          moves.add(new Decided(move, reply.message().actor()));
          finished.add(reply.message().id());
        }
        case Step.Ignore() -> finished.add(reply.message().id());
        case Step.AskAgain(String why) ->
            log.warn("payment {}: asking {} again: {}", payment.id(), payment.homeBranch(), why);
        case Step.Refuse(Refusal refusal) ->
            throw new IllegalStateException("a reply cannot be refused: " + refusal);
      }
    }
    writer.update(tx, moves, day, now());
    return finished;
  }

  /** Only a reply that says what home did; a refusal by the wire or by rights decides nothing. */
  private static Map<Long, CreditReply> answers(List<Reply> replies) {
    Map<Long, CreditReply> answers = new HashMap<>();
    for (Reply reply : replies) {
      JsonNode result = reply.reply().result();
      if (reply.reply().status() == PeerReply.Status.DONE && result != null) {
        answers.put(reply.message().id(), Json.convert(result, CreditReply.class));
      } else {
        log.warn("payment {}: no final reply: {}", paymentId(reply), reply.reply().refusal());
      }
    }
    return answers;
  }

  private static UUID paymentId(Reply reply) {
    return UUID.fromString(reply.message().key());
  }

  private static List<Outcome<Payment>> outcomes(List<Step> steps, List<Payment> written) {
    List<Outcome<Payment>> outcomes = new ArrayList<>(steps.size());
    int next = 0;
    for (Step step : steps) {
      outcomes.add(
          switch (step) {
            case Step.Move _ -> Outcome.done(written.get(next++));
            case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
            case Step.Ignore(), Step.AskAgain(_) ->
                throw new IllegalStateException("a command is done or refused");
          });
    }
    return outcomes;
  }

  /** {@code NW-26-00000123}: branch, year, number. */
  private String receipt(Instant now, long number) {
    int year = now.atOffset(ZoneOffset.UTC).getYear() % 100;
    return "%s-%02d-%08d".formatted(self, year, number);
  }

  /** As precise as the database keeps it, so that what is answered now is what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
