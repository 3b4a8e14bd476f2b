package org.sbms.deploy.simulate;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.deploy.simulate.Mutants.Mutant;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;

/** Nodes whose store, journal or days break a rule, whatever is decided on them. */
final class MutantsOfTheNode {
  private MutantsOfTheNode() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("R2", "the receipt comes before the commit", new AnswersEarly(true)),
        new Mutant("R2", "home answers before its commit", new AnswersEarly(false)),
        new Mutant("idempotency", "the outcome of a command is not kept", new KeepsNoOutcomes()),
        new Mutant("R8", "numbers of undone transactions are lost", new Gaps()),
        new Mutant("R8", "two entries have one number", new SameNumber()),
        new Mutant("R9", "a closed day reopens when the clock goes back", new Reopens()),
        new Mutant("R9", "a booking goes into the day that was open at the start", new OldDay()),
        new Mutant("R10", "an entry does not name the hash before it", new Unchained()));
  }

  /** What was answered for last is not on the disk yet when the node dies. */
  private static final class AnswersEarly extends Protocol {
    private final boolean atOrigin;

    AnswersEarly(boolean atOrigin) {
      this.atOrigin = atOrigin;
    }

    @Override
    MemoryStore store(Weather weather, Consumer<List<Change>> onCommit) {
      return new MemoryStore(weather, onCommit) {
        private @Nullable MemoryTx last;

        @Override
        void committed(MemoryTx tx) {
          boolean isMeant =
              tx.changes().stream()
                  .anyMatch(change ->
                      atOrigin
                          ? change instanceof Change.Paid(var before, _) && before.isEmpty()
                          : change instanceof Change.Credited);
          last = isMeant ? tx : null;
        }

        @Override
        void died() {
          if (last != null) {
            last.undo();
            last = null;
          }
        }
      };
    }
  }

  private static final class KeepsNoOutcomes extends Protocol {
    @Override
    MemoryExecutions executions(MemoryStore store) {
      return new MemoryExecutions(store) {
        @Override
        public void store(Tx tx, List<Stored> outcomes, Instant now) {}
      };
    }
  }

  /** As a sequence of the database would number. */
  private static final class Gaps extends Protocol {
    @Override
    MemoryJournal journal(BranchCode self) {
      return new MemoryJournal(self) {
        private long sequence;

        @Override
        protected long lastNumber(Tx tx) {
          return Math.max(sequence, super.lastNumber(tx));
        }

        @Override
        protected void store(Tx tx, List<JournalEntry> added, Journal.Head moved) {
          sequence = moved.number();
          super.store(tx, added, moved);
        }
      };
    }
  }

  private static final class SameNumber extends Protocol {
    @Override
    MemoryJournal journal(BranchCode self) {
      return new MemoryJournal(self) {
        @Override
        protected JournalEntry next(Journal.Head head, JournalDraft draft) {
          boolean isSeventh = head.number() % 7 == 6;
          return super.next(
              isSeventh ? new Journal.Head(head.number() - 1, head.hash()) : head, draft);
        }
      };
    }
  }

  private static final class Unchained extends Protocol {
    @Override
    MemoryJournal journal(BranchCode self) {
      return new MemoryJournal(self) {
        @Override
        protected JournalEntry next(Journal.Head head, JournalDraft draft) {
          return super.next(new Journal.Head(head.number(), JournalEntry.NO_HASH), draft);
        }
      };
    }
  }

  private static final class Reopens extends Protocol {
    @Override
    MemoryDays days(MemoryJournal journal, Clock clock) {
      return new MemoryDays(journal, clock) {
        @Override
        public void rollOver(Transactions transactions) {
          super.rollOver(transactions);
          LocalDate calendar = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
          transactions.inTransaction(tx -> {
            openDay().filter(calendar::isBefore).ifPresent(later -> reopen((MemoryTx) tx, later));
            return true;
          });
        }

        private void reopen(MemoryTx tx, LocalDate later) {
          LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
          Journal.Head head = new Journal.Head(0, JournalEntry.NO_HASH);
          put(tx, new Day(later, Optional.of(head)), new Change.DayClosed(later, head));
          put(tx, new Day(day, Optional.empty()), new Change.DayOpened(day));
        }
      };
    }
  }

  private static final class OldDay extends Protocol {
    @Override
    MemoryDays days(MemoryJournal journal, Clock clock) {
      return new MemoryDays(journal, clock) {
        private @Nullable LocalDate first;

        @Override
        public LocalDate open(Tx tx) {
          LocalDate day = super.open(tx);
          first = first == null ? day : first;
          return first;
        }
      };
    }
  }
}
