package org.sbms.deploy.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.deploy.chaos.Campaign;
import org.sbms.deploy.chaos.FaultKind;
import org.sbms.deploy.federation.Layout;

/** A short campaign: one fault of each kind but the clock's, under load on real processes. */
@Tag("story")
class ChaosStoryTest {
  private static final int FAULTS = Integer.getInteger("chaos.faults", 12);
  private static final Duration EACH = Duration.ofMillis(2_500);
  private static final int RATE = 25;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void twelveFaultsLoseNoPaymentAndMakeNone() throws Exception {
    // A node starts slowly under a faked clock, so that kind is for campaigns by hand.
    Set<FaultKind> kinds = EnumSet.complementOf(EnumSet.of(FaultKind.CLOCK_STEP));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    long seed = Long.getLong("chaos.seed", 20_261_125L);

    boolean held =
        new Campaign(
                new Campaign.Wanted(FAULTS, EACH, seed, RATE, RunningSample.freePort(), kinds),
                Layout.at(directory),
                out)
            .run();

    assertThat(held).as(said.toString(StandardCharsets.UTF_8)).isTrue();
  }
}
