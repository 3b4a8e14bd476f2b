package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.deploy.simulate.Mutants.Mutant;
import org.sbms.reconciliation.journal.ClearedLine;
import org.sbms.reconciliation.journal.HeldJournals;
import org.sbms.reconciliation.journal.JudgedTransaction;

/** Centrals that break a rule. */
final class MutantsOfCentral {
  private MutantsOfCentral() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("R10", "central judges as if it held every journal", new Hasty()),
        new Mutant("R10", "a journal that was read once counts as read again", new ReadsOnce()),
        new Mutant("R11", "central takes a journal's end from the branch", new TrustsTheEnd()),
        new Mutant("R11", "central does not remember what it has proven", new Forgets()),
        new Mutant("I7", "an entry settles each time it is found to match", new SettlesAgain()));
  }

  private static final class Hasty extends Protocol {
    @Override
    List<JudgedTransaction> judge(
        HeldJournals held,
        Set<JournalEntry> doubtful,
        List<JournalEntry> entries,
        List<JournalEntry> vanished) {
      Map<BranchCode, Long> all = new HashMap<>();
      held.through().keySet().forEach(branch -> all.put(branch, Long.MAX_VALUE));
      HeldJournals wishful = new HeldJournals(all, held.readBefore(), held.readAgain());
      return super.judge(wishful, doubtful, entries, vanished);
    }
  }

  /** What was written between the two readings refers to what neither of them has seen. */
  private static final class ReadsOnce extends Protocol {
    @Override
    List<JudgedTransaction> judge(
        HeldJournals held,
        Set<JournalEntry> doubtful,
        List<JournalEntry> entries,
        List<JournalEntry> vanished) {
      HeldJournals once = new HeldJournals(held.through(), held.through(), held.through().keySet());
      return super.judge(once, doubtful, entries, vanished);
    }
  }

  private static final class TrustsTheEnd extends Protocol {
    @Override
    MemoryCollection collection() {
      return new MemoryCollection() {
        @Override
        public long lastProven(BranchCode branch) {
          return 0;
        }

        @Override
        public List<JournalEntry> proven(BranchCode branch, long after, long through) {
          return super.proven(branch, after, through == Long.MAX_VALUE ? 0 : through);
        }
      };
    }
  }

  private static final class Forgets extends Protocol {
    @Override
    MemoryCollection collection() {
      return new MemoryCollection() {
        @Override
        public List<JournalEntry> proven(BranchCode branch, long after, long through) {
          return List.of();
        }
      };
    }
  }

  private static final class SettlesAgain extends Protocol {
    @Override
    SettledLines lines() {
      return new SettledLines() {
        private final List<ClearedLine> every = new ArrayList<>();

        @Override
        void clear(List<ClearedLine> matched) {
          every.addAll(matched);
        }

        @Override
        Collection<ClearedLine> all() {
          return every;
        }
      };
    }
  }
}
