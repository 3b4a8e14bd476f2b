package org.sbms.central.settlement;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.central.job.PeriodicJob;
import org.sbms.central.settlement.DecideWindow.CloseWindowThrough;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.central.settlement.ShowExposure.Level;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes windows when the calendar says so, and watches what branches owe. */
public final class WindowJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WindowJob.class);
  private static final Duration PAUSE = Duration.ofSeconds(15);

  /** It adds up all lines of the open window. */
  private static final int WATCH_EVERY_ROUNDS = 4;

  /** A central that was down for long closes the windows that it missed, one after another. */
  private static final int MAX_CLOSINGS_A_ROUND = 400;

  private static final Caller CALENDAR =
      new Caller(
          new Actor(NodeId.CENTRAL, "calendar", Actor.SYSTEM),
          NodeId.CENTRAL,
          Set.of(SettlementPermissions.CLOSE));

  private final Database database;
  private final Executor executor;
  private final Optional<WindowCalendar> calendar;
  private final ExposureHandlers exposures;
  private final Clock clock;
  private final MultiGauge owes;
  private final MultiGauge percent;
  private final PeriodicJob job;
  private Set<String> alarmed = Set.of();
  private long rounds;

  private WindowJob(
      Database database,
      Executor executor,
      Optional<WindowCalendar> calendar,
      MeterRegistry metrics,
      Clock clock) {
    this.database = database;
    this.executor = executor;
    this.calendar = calendar;
    this.exposures = new ExposureHandlers(clock);
    this.clock = clock;
    this.owes =
        MultiGauge.builder("sbms.settlement.exposure")
            .description("what a branch owes by all that is not settled, in minor units")
            .register(metrics);
    this.percent =
        MultiGauge.builder("sbms.settlement.exposure.percent")
            .description("what a branch owes in per cent of its cap")
            .register(metrics);
    this.job = PeriodicJob.start("settlement-windows", PAUSE, this::round);
  }

  /**
   * @param calendar absent where windows are closed by hand only
   */
  public static WindowJob start(
      Database database,
      Executor executor,
      Optional<WindowCalendar> calendar,
      MeterRegistry metrics,
      Clock clock) {
    return new WindowJob(database, executor, calendar, metrics, clock);
  }

  @Override
  public void close() {
    job.close();
  }

  private void round() {
    calendar.ifPresent(this::closeDue);
    if (rounds++ % WATCH_EVERY_ROUNDS == 0) {
      watch(exposures.exposures(database));
    }
  }

  void closeDue(WindowCalendar dates) {
    for (int i = 0; i < MAX_CLOSINGS_A_ROUND; i++) {
      WindowView open = Windows.latest(database, 0, 1).getFirst();
      WindowCalendar.Closing closing = dates.after(open.openedAt());
      if (closing.at().isAfter(clock.instant()) || !close(open.id(), closing)) {
        return;
      }
    }
  }

  /** The key makes several instances of central close it once. */
  private boolean close(String window, WindowCalendar.Closing closing) {
    Outcome<WindowView> outcome =
        executor.run(
            CALENDAR,
            Request.command(
                new CloseWindowThrough(window, closing.through(), closing.at()),
                "calendar-window-" + window));
    return switch (outcome) {
      case Outcome.Done<WindowView> _ -> {
        log.info("window {} closed with settlement days up to {}", window, closing.through());
        yield true;
      }
      case Outcome.Refused<WindowView>(var refusal) -> {
        log.warn("window {} cannot be closed: {}", window, refusal.detail());
        yield false;
      }
      case Outcome.Unknown<WindowView>(String why) -> {
        log.warn("window {} is perhaps not closed: {}", window, why);
        yield false;
      }
    };
  }

  private void watch(List<Exposure> all) {
    owes.register(
        all.stream().map(each -> MultiGauge.Row.of(tags(each), each.owes().minor())).toList(),
        true);
    percent.register(
        all.stream()
            .filter(each -> each.percent().isPresent())
            .map(each -> MultiGauge.Row.of(tags(each), each.percent().get()))
            .toList(),
        true);
    Set<String> now = new java.util.TreeSet<>();
    for (Exposure each : all) {
      if (each.level() == Level.NEAR || each.level() == Level.OVER) {
        now.add(each.branch() + " " + each.owes().currencyCode() + " " + each.level());
      }
    }
    now.stream()
        .filter(each -> !alarmed.contains(each))
        .forEach(each -> log.warn("exposure against its cap: {}", each));
    alarmed = now;
  }

  private static Tags tags(Exposure each) {
    return Tags.of("branch", each.branch().value(), "currency", each.owes().currencyCode());
  }
}
