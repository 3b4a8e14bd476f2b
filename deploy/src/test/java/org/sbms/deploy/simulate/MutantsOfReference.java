package org.sbms.deploy.simulate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.branch.reference.PageOfLines;
import org.sbms.contract.reference.RowLines;
import org.sbms.deploy.simulate.Mutants.Mutant;

/** Copies of reference data that break a rule. */
final class MutantsOfReference {
  private MutantsOfReference() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("I9", "a copy turns whatever version it is at", new TurnsAlways()),
        new Mutant("I9", "a copy turns when the first page is there", new TurnsTooEarly()));
  }

  private static final class TurnsAlways extends Protocol {
    @Override
    MemoryCopy copy(MemoryStore store) {
      return new MemoryCopy(store) {
        @Override
        boolean isStillAt(long from) {
          return true;
        }
      };
    }
  }

  private static final class TurnsTooEarly extends Protocol {
    @Override
    MemoryCopy copy(MemoryStore store) {
      return new MemoryCopy(store) {
        @Override
        public Ended load(
            PageOfLines first, long from, Function<String, Optional<PageOfLines>> pages) {
          return turn(RowLines.read(first.rows()), from, first.toVersion());
        }
      };
    }
  }
}
