package org.sbms.deploy.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.OriginDecisions;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.contract.BranchCode;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.payment.CreditState;
import org.sbms.deploy.simulate.Mutants.Mutant;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxMessage;
import org.sbms.kit.outbox.Replies;
import org.sbms.kit.outbox.ReplyHandler;

/** Origins that break a rule. */
final class MutantsOfOrigin {
  private MutantsOfOrigin() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("R3", "a message leaves the outbox on any reply", settling(AnyReply::new)),
        new Mutant("R3", "a message leaves the outbox once it is sent", settling(OnceSent::new)),
        new Mutant("R3", "a retry has a new id", settling(NewIds::new)),
        new Mutant(
            "R4",
            "no answer means rejected",
            settling((t, o, h) -> new Assumes(t, o, h, REJECTED))),
        new Mutant(
            "R4", "no answer means posted", settling((t, o, h) -> new Assumes(t, o, h, POSTED))),
        new Mutant("R5", "a cancellation gives the money back at once", deciding(CancelsHere::new)),
        new Mutant("R5", "not known at home means cancelled", deciding(TakesUnknownForVoid::new)),
        new Mutant(
            "R6", "in CANCELLING, a reply to POST counts", deciding(ListensWhileCancelling::new)),
        new Mutant(
            "R7",
            "a late reply to CANCEL gives the money back again",
            deciding(GivesBackAgain::new)),
        new Mutant(
            "R7", "a refused cancellation gives the money back", deciding(IgnoresRefusal::new)));
  }

  private static final CreditState REJECTED = CreditState.REJECTED;
  private static final CreditState POSTED = CreditState.POSTED;

  private interface Decisions {
    OriginDecisions of(BranchCode self);
  }

  private interface Settling {
    Replies of(Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers);
  }

  private static Protocol deciding(Decisions decisions) {
    return new Protocol() {
      @Override
      OriginDecisions origin(BranchCode self) {
        return decisions.of(self);
      }
    };
  }

  private static Protocol settling(Settling settling) {
    return new Protocol() {
      @Override
      Replies replies(
          Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers) {
        return settling.of(transactions, outbox, handlers);
      }
    };
  }

  private static final class AnyReply extends Replies {
    AnyReply(Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers) {
      super(transactions, outbox, handlers);
    }

    @Override
    protected java.util.Set<Long> finished(
        Tx tx, ReplyHandler handler, List<ReplyHandler.Reply> replies) {
      java.util.Set<Long> all = super.finished(tx, handler, replies);
      replies.forEach(reply -> all.add(reply.message().id()));
      return all;
    }
  }

  private static final class OnceSent extends Replies {
    private final Transactions transactions;
    private final Outbox outbox;

    OnceSent(Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers) {
      super(transactions, outbox, handlers);
      this.transactions = transactions;
      this.outbox = outbox;
    }

    @Override
    public List<PeerCall> calls(List<OutboxMessage> messages, Instant now) {
      transactions.inTransaction(tx -> {
        outbox.remove(tx, messages.stream().map(OutboxMessage::id).toList());
        return true;
      });
      return super.calls(messages, now);
    }
  }

  private static final class NewIds extends Replies {
    NewIds(Transactions transactions, Outbox outbox, Map<String, ReplyHandler> handlers) {
      super(transactions, outbox, handlers);
    }

    @Override
    public List<PeerCall> calls(List<OutboxMessage> messages, Instant now) {
      return super.calls(messages, now).stream()
          .map(call -> {
            String id =
                java.util
                    .UUID
                    .nameUUIDFromBytes(
                        (call.key() + now).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
            com.fasterxml.jackson.databind.node.ObjectNode body = call.body().deepCopy();
            body.put("paymentId", id);
            return new PeerCall(
                call.operation(), call.version(), id, call.actor(), call.deadline(), body);
          })
          .toList();
    }
  }

  /** Makes an outcome out of silence. */
  private static final class Assumes extends Replies {
    private final CreditState assumed;

    Assumes(
        Transactions transactions,
        Outbox outbox,
        Map<String, ReplyHandler> handlers,
        CreditState assumed) {
      super(transactions, outbox, handlers);
      this.assumed = assumed;
    }

    @Override
    public void settle(List<OutboxMessage> messages, List<PeerReply> replies) {
      super.settle(
          messages,
          replies.stream()
              .map(reply ->
                  reply.status() == PeerReply.Status.UNKNOWN
                      ? PeerReply.done(
                          reply.key(), Json.tree(new CreditReply(assumed, 1, null, null, "", "")))
                      : reply)
              .toList());
    }
  }

  private static final class CancelsHere extends OriginDecisions {
    private final BranchCode self;

    CancelsHere(BranchCode self) {
      super(self);
      this.self = self;
    }

    @Override
    public Step cancel(
        Payment payment, String reason, Optional<Accounts.Facts> ownAccount, Instant now) {
      if (payment.state() != PaymentState.ACCEPTED || payment.homeBranch().equals(self)) {
        return super.cancel(payment, reason, ownAccount, now);
      }
      return onCancelReply(in(payment, PaymentState.CANCELLING), VOIDED, now);
    }
  }

  private static final CreditReply VOIDED =
      new CreditReply(CreditState.VOIDED, 0, null, null, "", "");

  private static final class TakesUnknownForVoid extends OriginDecisions {
    TakesUnknownForVoid(BranchCode self) {
      super(self);
    }

    @Override
    public Step onCreditReply(Payment payment, CreditReply reply, Instant now) {
      return reply.state() == CreditState.VOIDED || reply.state() == CreditState.UNKNOWN
          ? onCancelReply(in(payment, PaymentState.CANCELLING), VOIDED, now)
          : super.onCreditReply(payment, reply, now);
    }
  }

  private static final class ListensWhileCancelling extends OriginDecisions {
    ListensWhileCancelling(BranchCode self) {
      super(self);
    }

    @Override
    public Step onCreditReply(Payment payment, CreditReply reply, Instant now) {
      return super.onCreditReply(
          payment.state() == PaymentState.CANCELLING ? in(payment, PaymentState.ACCEPTED) : payment,
          reply,
          now);
    }
  }

  private static final class GivesBackAgain extends OriginDecisions {
    GivesBackAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step onCancelReply(Payment payment, CreditReply reply, Instant now) {
      return super.onCancelReply(
          payment.state() == PaymentState.REVERSED ? in(payment, PaymentState.CANCELLING) : payment,
          reply,
          now);
    }
  }

  private static final class IgnoresRefusal extends OriginDecisions {
    IgnoresRefusal(BranchCode self) {
      super(self);
    }

    @Override
    public Step onCancelReply(Payment payment, CreditReply reply, Instant now) {
      CreditReply heard =
          reply.state() == CreditState.POSTED
              ? new CreditReply(
                  CreditState.REVERSED, reply.homeNumber(), reply.settlementDay(), null, "", "")
              : reply;
      return super.onCancelReply(payment, heard, now);
    }
  }

  private static Payment in(Payment payment, PaymentState state) {
    return new Payment(
        payment.id(),
        payment.receipt(),
        payment.account(),
        payment.homeBranch(),
        payment.amount(),
        payment.method(),
        payment.reference(),
        state,
        payment.confirmed(),
        payment.acceptedAt(),
        payment.acceptedBy(),
        payment.changedAt(),
        payment.originNumber(),
        payment.homeNumber(),
        payment.settlementDay(),
        payment.reason(),
        payment.detail());
  }
}
