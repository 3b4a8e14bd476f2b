package org.sbms.deploy.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.refund.Debit;
import org.sbms.branch.refund.Refund;
import org.sbms.branch.refund.RefundHomeDecisions;
import org.sbms.branch.refund.RefundOriginDecisions;
import org.sbms.branch.refund.RefundState;
import org.sbms.branch.refund.RefundSubscriber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitReply;
import org.sbms.contract.payment.DebitState;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.deploy.simulate.Mutants.Mutant;
import org.sbms.kit.db.Tx;

/** Both sides of a refund, with a rule broken. */
final class MutantsOfRefunds {
  private MutantsOfRefunds() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("R1", "home debits a repeated refund again", home(DebitsAgain::new)),
        new Mutant("R1", "home overlooks for good what it has debited", new Forgetful()),
        new Mutant("R4", "a refund is paid before home has answered", origin(PaysAtOnce::new)),
        new Mutant("R5", "a refund after its tombstone is granted", home(GrantsTheVoid::new)),
        new Mutant("R5", "a cancelled refund ends without home", origin(EndsHere::new)),
        new Mutant("R6", "in CANCELLING, a granted refund is paid", origin(PaysCancelled::new)),
        new Mutant("R7", "home gives a refund back twice", home(ReturnsAgain::new)),
        new Mutant("refunds", "home grants more than the balance", home(GrantsTooMuch::new)),
        new Mutant("refunds", "home does not ask its own rules", home(KnowsNoRules::new)));
  }

  private interface Homes {
    RefundHomeDecisions of(BranchCode self);
  }

  private interface Origins {
    RefundOriginDecisions of(BranchCode self);
  }

  private static Protocol home(Homes decisions) {
    return new Protocol() {
      @Override
      RefundHomeDecisions refundHome(BranchCode self) {
        return decisions.of(self);
      }
    };
  }

  private static Protocol origin(Origins decisions) {
    return new Protocol() {
      @Override
      RefundOriginDecisions refundOrigin(BranchCode self) {
        return decisions.of(self);
      }
    };
  }

  private static final class DebitsAgain extends RefundHomeDecisions {
    DebitsAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step debit(
        Debit.Id id,
        Optional<Debit> known,
        DebitSubscriber asked,
        Optional<Accounts.Facts> account,
        Optional<Refusal> rule,
        LocalDate openDay,
        Instant now) {
      return super.debit(
          id,
          known.filter(debit -> debit.state() != DebitState.GRANTED),
          asked,
          account,
          rule,
          openDay,
          now);
    }
  }

  /** Reads no row, and takes the insert for done when there is one. */
  private static final class Forgetful extends Protocol {
    @Override
    MemoryDebits debits(MemoryStore store) {
      return new MemoryDebits(store) {
        @Override
        public Optional<Debit> lock(Tx tx, Debit.Id id) {
          return Optional.empty();
        }

        @Override
        public void insert(Tx tx, Debit debit) {
          update(tx, debit);
        }
      };
    }
  }

  private static final class GrantsTheVoid extends RefundHomeDecisions {
    GrantsTheVoid(BranchCode self) {
      super(self);
    }

    @Override
    public Step debit(
        Debit.Id id,
        Optional<Debit> known,
        DebitSubscriber asked,
        Optional<Accounts.Facts> account,
        Optional<Refusal> rule,
        LocalDate openDay,
        Instant now) {
      return super.debit(
          id,
          known.filter(debit -> debit.state() != DebitState.VOIDED),
          asked,
          account,
          rule,
          openDay,
          now);
    }
  }

  private static final class ReturnsAgain extends RefundHomeDecisions {
    ReturnsAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(
        Debit.Id id, Optional<Debit> known, CancelDebit cancel, LocalDate openDay, Instant now) {
      return super.cancel(id, known.map(ReturnsAgain::granted), cancel, openDay, now);
    }

    private static Debit granted(Debit debit) {
      return debit.state() == DebitState.RETURNED
          ? new Debit(
              debit.id(),
              debit.account(),
              debit.amount(),
              DebitState.GRANTED,
              debit.originNumber(),
              debit.homeNumber(),
              debit.settlementDay(),
              debit.at(),
              debit.problem(),
              debit.detail(),
              debit.reason(),
              debit.requestedBy())
          : debit;
    }
  }

  private static final class GrantsTooMuch extends RefundHomeDecisions {
    GrantsTooMuch(BranchCode self) {
      super(self);
    }

    @Override
    public Step debit(
        Debit.Id id,
        Optional<Debit> known,
        DebitSubscriber asked,
        Optional<Accounts.Facts> account,
        Optional<Refusal> rule,
        LocalDate openDay,
        Instant now) {
      return super.debit(id, known, asked, account.map(facts -> rich(facts)), rule, openDay, now);
    }

    private static Accounts.Facts rich(Accounts.Facts facts) {
      Money much = new Money(Integer.MAX_VALUE, facts.currency());
      return new Accounts.Facts(facts.number(), facts.state(), facts.currency(), much);
    }
  }

  private static final class KnowsNoRules extends RefundHomeDecisions {
    KnowsNoRules(BranchCode self) {
      super(self);
    }

    @Override
    public Step debit(
        Debit.Id id,
        Optional<Debit> known,
        DebitSubscriber asked,
        Optional<Accounts.Facts> account,
        Optional<Refusal> rule,
        LocalDate openDay,
        Instant now) {
      return super.debit(id, known, asked, account, Optional.empty(), openDay, now);
    }
  }

  private static final class PaysAtOnce extends RefundOriginDecisions {
    PaysAtOnce(BranchCode self) {
      super(self);
    }

    @Override
    public Step request(
        UUID id,
        String slip,
        RefundSubscriber asked,
        Actor cashier,
        Optional<Accounts.Facts> ownAccount,
        LocalDate openDay,
        Instant now) {
      Step step = super.request(id, slip, asked, cashier, ownAccount, openDay, now);
      if (!(step instanceof Step.Move asking) || asking.message() != Message.SEND_DEBIT) {
        return step;
      }
      Step paid =
          onDebitReply(
              asking.refund(), new DebitReply(DebitState.GRANTED, 0, openDay, now, "", ""), now);
      Step.Move move = (Step.Move) paid;
      return new Step.Move(move.refund(), move.postings(), asking.journal(), Message.SEND_DEBIT, 0);
    }
  }

  private static final class EndsHere extends RefundOriginDecisions {
    EndsHere(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(Refund refund, String reason, Instant now) {
      Step step = super.cancel(refund, reason, now);
      return step instanceof Step.Move move
          ? onCancelReply(
              move.refund(),
              new DebitReply(
                  DebitState.VOIDED,
                  0,
                  LocalDate.ofInstant(now, java.time.ZoneOffset.UTC),
                  now,
                  "",
                  ""),
              now)
          : step;
    }
  }

  private static final class PaysCancelled extends RefundOriginDecisions {
    PaysCancelled(BranchCode self) {
      super(self);
    }

    @Override
    public Step onDebitReply(Refund refund, DebitReply reply, Instant now) {
      return super.onDebitReply(
          refund.state() == RefundState.CANCELLING ? requested(refund) : refund, reply, now);
    }

    private static Refund requested(Refund refund) {
      return new Refund(
          refund.id(),
          refund.slip(),
          refund.account(),
          refund.homeBranch(),
          refund.amount(),
          refund.reason(),
          refund.comment(),
          RefundState.REQUESTED,
          refund.requestedAt(),
          refund.requestedBy(),
          refund.changedAt(),
          refund.originNumber(),
          refund.homeNumber(),
          refund.settlementDay(),
          refund.problem(),
          refund.detail());
    }
  }
}
