package org.sbms.branch.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Period;
import java.time.format.DateTimeParseException;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/** How customers are kept. */
@ConfigMapping(prefix = "sbms.customer")
interface CustomerSettings {
  /** How long personal data must stay after a customer went to the archive. */
  @WithDefault("P3Y")
  String retention();

  static Period retention(Configuration configuration) {
    String text = configuration.of(CustomerSettings.class).retention();
    try {
      Period retention = Period.parse(text);
      if (!retention.isNegative()) {
        return retention;
      }
    } catch (DateTimeParseException wrong) {
      throw ConfigException.at("sbms.customer.retention", "must be a period such as P3Y");
    }
    throw ConfigException.at("sbms.customer.retention", "must not be negative");
  }
}
