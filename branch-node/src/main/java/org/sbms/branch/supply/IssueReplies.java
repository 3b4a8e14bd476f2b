package org.sbms.branch.supply;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.supply.IssueDecisions.Step;
import org.sbms.branch.supply.IssueWriter.Decided;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.outbox.ReplyHandler.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the origin makes of home's replies. */
final class IssueReplies {
  private static final Logger log = LoggerFactory.getLogger(IssueReplies.class);

  private final IssueDecisions decisions;
  private final Supplies supplies;
  private final BusinessDays days;
  private final IssueWriter writer;
  private final Clock clock;

  IssueReplies(
      IssueDecisions decisions,
      Supplies supplies,
      BusinessDays days,
      IssueWriter writer,
      Clock clock) {
    this.decisions = decisions;
    this.supplies = supplies;
    this.days = days;
    this.writer = writer;
    this.clock = clock;
  }

  Set<Long> charged(Tx tx, List<Reply> replies) {
    return settle(tx, replies, decisions::onChargeReply);
  }

  Set<Long> cancelled(Tx tx, List<Reply> replies) {
    return settle(tx, replies, decisions::onCancelReply);
  }

  private interface Decision {
    Step of(Supply supply, GoodsReply reply, Instant now);
  }

  private Set<Long> settle(Tx tx, List<Reply> replies, Decision decision) {
    LocalDate day = days.open(tx);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<UUID, Supply> locked =
        supplies.lock(tx, replies.stream().map(IssueReplies::goodsId).toList());
    Set<Long> finished = new HashSet<>();
    List<Decided> moves = new ArrayList<>();
    for (Reply reply : replies) {
      Optional<GoodsReply> answer = answer(reply);
      Supply supply = locked.get(goodsId(reply));
      if (answer.isEmpty() || supply == null) {
        log.warn("goods {}: no final reply: {}", goodsId(reply), reply.reply().refusal());
        continue;
      }
      switch (decision.of(supply, answer.get(), now)) {
        case Step.Move move -> {
          moves.add(new Decided(move, reply.message().actor()));
          finished.add(reply.message().id());
        }
        case Step.Ignore() -> finished.add(reply.message().id());
        case Step.AskAgain(String why) ->
            log.warn("goods {}: asking {} again: {}", supply.id(), supply.home(), why);
        case Step.Refuse(Refusal refusal) ->
            throw new IllegalStateException("a reply cannot be refused: " + refusal);
      }
    }
    writer.update(tx, moves, day, now);
    return finished;
  }

  /** Only a reply that says what home did; a refusal by the wire or by rights decides nothing. */
  private static Optional<GoodsReply> answer(Reply reply) {
    JsonNode result = reply.reply().result();
    return reply.reply().status() == PeerReply.Status.DONE && result != null
        ? Optional.of(Json.convert(result, GoodsReply.class))
        : Optional.empty();
  }

  private static UUID goodsId(Reply reply) {
    return UUID.fromString(reply.message().key());
  }
}
