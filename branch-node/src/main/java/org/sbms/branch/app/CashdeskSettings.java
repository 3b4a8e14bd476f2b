package org.sbms.branch.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Currency;
import org.sbms.contract.Money;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/** How shifts of cashiers end. */
@ConfigMapping(prefix = "sbms.cashdesk")
interface CashdeskSettings {
  /** The largest difference, either way, that needs no supervisor; in the branch's currency. */
  @WithDefault("100.00")
  String varianceLimit();

  static Money varianceLimit(Configuration configuration, Currency currency) {
    Money limit;
    try {
      limit = Money.parse(configuration.of(CashdeskSettings.class).varianceLimit(), currency);
    } catch (IllegalArgumentException bad) {
      throw ConfigException.at("sbms.cashdesk.variance-limit", String.valueOf(bad.getMessage()));
    }
    if (limit.isNegative()) {
      throw ConfigException.at("sbms.cashdesk.variance-limit", "must not be negative");
    }
    return limit;
  }
}
