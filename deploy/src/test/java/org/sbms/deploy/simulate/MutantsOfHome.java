package org.sbms.deploy.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.HomeDecisions;
import org.sbms.contract.BranchCode;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.deploy.simulate.Mutants.Mutant;
import org.sbms.kit.db.Tx;

/** Homes that break a rule. */
final class MutantsOfHome {
  private MutantsOfHome() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("R1", "home credits a repeated POST again", deciding(CreditsAgain::new)),
        new Mutant("R1", "home forgets whom it has credited after a while", new Forgetful()),
        new Mutant(
            "R1", "home takes one payment for another of the same sum", deciding(Confuses::new)),
        new Mutant("R5", "home writes no tombstone", new NoTombstones()),
        new Mutant("R5", "a POST after its tombstone is credited", deciding(CreditsTheVoid::new)),
        new Mutant("R7", "home takes back what it has taken back", deciding(ReversesAgain::new)),
        new Mutant("R7", "home forgets that it has refused", deciding(RefusesUnrecorded::new)),
        new Mutant("R7", "home does not write its refusals down", deciding(RefusesAloud::new)),
        new Mutant("R8", "home's entry does not name the origin's", deciding(NamesNoEntry::new)),
        new Mutant("R9", "the settlement day is the clock's", deciding(DayOfTheClock::new)),
        new Mutant(
            "R9", "a reversal goes into the day of its credit", deciding(DayOfTheCredit::new)));
  }

  private interface Decisions {
    HomeDecisions of(BranchCode self);
  }

  private static Protocol deciding(Decisions decisions) {
    return new Protocol() {
      @Override
      HomeDecisions home(BranchCode self) {
        return decisions.of(self);
      }
    };
  }

  private static final class CreditsAgain extends HomeDecisions {
    CreditsAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step post(
        Credit.Id id,
        Optional<Credit> known,
        CreditSubscriber post,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      return super.post(
          id,
          known.filter(credit -> credit.state() != CreditState.POSTED),
          post,
          account,
          openDay,
          now);
    }
  }

  /** Another body under the same id is no conflict to it. */
  private static final class Confuses extends HomeDecisions {
    Confuses(BranchCode self) {
      super(self);
    }

    @Override
    public Step post(
        Credit.Id id,
        Optional<Credit> known,
        CreditSubscriber post,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      CreditSubscriber rounded =
          new CreditSubscriber(
              post.paymentId(),
              post.originNumber(),
              post.account(),
              new org.sbms.contract.Money(
                  Math.max(1, post.amount().minor() / 100 * 100), post.amount().currency()),
              post.method(),
              post.acceptedAt(),
              post.takenBy());
      return super.post(id, known, rounded, account, openDay, now);
    }
  }

  private static final class CreditsTheVoid extends HomeDecisions {
    CreditsTheVoid(BranchCode self) {
      super(self);
    }

    @Override
    public Step post(
        Credit.Id id,
        Optional<Credit> known,
        CreditSubscriber post,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      return super.post(
          id,
          known.filter(credit -> credit.state() != CreditState.VOIDED),
          post,
          account,
          openDay,
          now);
    }
  }

  private static final class ReversesAgain extends HomeDecisions {
    ReversesAgain(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(
        Credit.Id id,
        Optional<Credit> known,
        CancelCredit cancel,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      return super.cancel(
          id,
          known.map(credit ->
              credit.state() == CreditState.REVERSED ? in(credit, CreditState.POSTED, "") : credit),
          cancel,
          account,
          openDay,
          now);
    }
  }

  /** Whether it refuses depends on the day it is asked. */
  private static final class RefusesUnrecorded extends HomeDecisions {
    RefusesUnrecorded(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(
        Credit.Id id,
        Optional<Credit> known,
        CancelCredit cancel,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      Optional<Credit> unrecorded =
          known.map(credit ->
              credit.state() == CreditState.POSTED ? in(credit, CreditState.POSTED, "") : credit);
      return super.cancel(id, unrecorded, cancel, account, openDay, now);
    }
  }

  private static final class RefusesAloud extends HomeDecisions {
    RefusesAloud(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(
        Credit.Id id,
        Optional<Credit> known,
        CancelCredit cancel,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      Step step = super.cancel(id, known, cancel, account, openDay, now);
      return step instanceof Step.Note(Credit credit) ? new Step.Repeat(credit) : step;
    }
  }

  private static final class NamesNoEntry extends HomeDecisions {
    NamesNoEntry(BranchCode self) {
      super(self);
    }

    @Override
    public Step post(
        Credit.Id id,
        Optional<Credit> known,
        CreditSubscriber post,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      CreditSubscriber unnumbered =
          new CreditSubscriber(
              post.paymentId(),
              0,
              post.account(),
              post.amount(),
              post.method(),
              post.acceptedAt(),
              post.takenBy());
      return super.post(id, known, unnumbered, account, openDay, now);
    }
  }

  private static final class DayOfTheClock extends HomeDecisions {
    DayOfTheClock(BranchCode self) {
      super(self);
    }

    @Override
    public Step post(
        Credit.Id id,
        Optional<Credit> known,
        CreditSubscriber post,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      return super.post(id, known, post, account, LocalDate.ofInstant(now, ZoneOffset.UTC), now);
    }
  }

  private static final class DayOfTheCredit extends HomeDecisions {
    DayOfTheCredit(BranchCode self) {
      super(self);
    }

    @Override
    public Step cancel(
        Credit.Id id,
        Optional<Credit> known,
        CancelCredit cancel,
        Optional<Accounts.Facts> account,
        LocalDate openDay,
        Instant now) {
      LocalDate day = known.map(Credit::settlementDay).orElse(openDay);
      return super.cancel(id, known, cancel, account, day, now);
    }
  }

  private static final class Forgetful extends Protocol {
    private static final int REMEMBERED = 3;

    @Override
    MemoryCredits credits(MemoryStore store) {
      return new MemoryCredits(store) {
        private final List<Credit.Id> latest = new java.util.ArrayList<>();

        @Override
        Optional<Credit> find(Credit.Id id) {
          int place = latest.indexOf(id);
          return place >= 0 && place < latest.size() - REMEMBERED
              ? Optional.empty()
              : super.find(id);
        }

        @Override
        public void insert(Tx tx, List<Credit> credits) {
          super.insert(tx, credits);
          credits.forEach(credit -> latest.add(credit.id()));
        }
      };
    }
  }

  private static final class NoTombstones extends Protocol {
    @Override
    MemoryCredits credits(MemoryStore store) {
      return new MemoryCredits(store) {
        @Override
        public void insert(Tx tx, List<Credit> credits) {
          super.insert(
              tx, credits.stream().filter(credit -> credit.state() != CreditState.VOIDED).toList());
        }
      };
    }
  }

  private static Credit in(Credit credit, CreditState state, String reason) {
    return new Credit(
        credit.id(),
        credit.account(),
        credit.amount(),
        state,
        credit.originNumber(),
        credit.homeNumber(),
        credit.settlementDay(),
        credit.at(),
        reason,
        "",
        credit.takenBy());
  }
}
