package org.sbms.central.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.sbms.central.settlement.NettingMode;
import org.sbms.central.settlement.SettlementRules;
import org.sbms.central.settlement.WindowCalendar;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/** When windows close and how they are paid. */
@ConfigMapping(prefix = "sbms.settlement")
interface SettlementSettings {
  /** {@code daily 23:30} or {@code weekly monday 02:00}; absent: windows are closed by hand. */
  Optional<String> calendar();

  /** In which the calendar's time is meant. */
  @WithDefault("Europe/Moscow")
  String zone();

  /** {@code multilateral}, in the fewest transfers, or {@code bilateral}. */
  @WithDefault("multilateral")
  NettingMode netting();

  /** Who the bank takes instructions from, by name. */
  @WithDefault("SBMS central")
  String initiator();

  /** Both as they were set. */
  record Settlement(SettlementRules rules, Optional<WindowCalendar> calendar) {}

  static Settlement read(Configuration configuration) {
    SettlementSettings settings = configuration.of(SettlementSettings.class);
    return new Settlement(rules(settings), calendar(settings));
  }

  private static SettlementRules rules(SettlementSettings settings) {
    try {
      return new SettlementRules(settings.netting(), settings.initiator());
    } catch (IllegalArgumentException bad) {
      throw ConfigException.at("sbms.settlement.initiator", String.valueOf(bad.getMessage()));
    }
  }

  private static Optional<WindowCalendar> calendar(SettlementSettings settings) {
    ZoneId zone;
    try {
      zone = ZoneId.of(settings.zone());
    } catch (DateTimeException unknown) {
      throw ConfigException.at("sbms.settlement.zone", "must be a zone such as Europe/Moscow");
    }
    try {
      return settings.calendar().map(text -> WindowCalendar.parse(text, zone));
    } catch (IllegalArgumentException bad) {
      throw ConfigException.at("sbms.settlement.calendar", String.valueOf(bad.getMessage()));
    }
  }
}
