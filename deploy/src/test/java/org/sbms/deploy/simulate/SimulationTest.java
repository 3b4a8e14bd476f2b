package org.sbms.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The protocol as it is, under 2,000 seeds; more by {@code -Dsbms.simulate.seeds}. */
final class SimulationTest {
  private static final long SEEDS = Long.getLong("sbms.simulate.seeds", 2_000);

  @Test
  void noSeedBreaksAnInvariant() {
    List<String> violations = new ArrayList<>();
    Campaign.Summary summary =
        Campaign.run(
            1, SEEDS, seed -> violations.add(seed.seed() + " " + seed.broken().orElseThrow()));
    System.out.println(summary);
    assertThat(violations).isEmpty();
    assertThat(summary.seeds()).isEqualTo(SEEDS);
    assertThat(summary.payments()).isGreaterThan(30 * SEEDS);
    assertThat(summary.refunds()).isGreaterThan(10 * SEEDS);
    assertThat(summary.goods()).isGreaterThan(5 * SEEDS);
    assertThat(summary.faults()).isGreaterThan(50 * SEEDS);
  }

  @Test
  void theSameSeedHasTheSameHistory() {
    Campaign.quieten();
    for (long seed = 1; seed <= 20; seed++) {
      SeedReport once = Simulation.run(seed, new Protocol());
      assertThat(Simulation.run(seed, new Protocol())).isEqualTo(once);
      assertThat(once.historyHash())
          .hasSize(64)
          .isNotEqualTo(Simulation.run(seed + 1, new Protocol()).historyHash());
    }
  }
}
