package org.sbms.branch.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.contract.Money;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/** What a desk of this branch takes. */
@ConfigMapping(prefix = "sbms.payment")
interface TakingSettings {
  /** ISO 4217: the one currency of the branch. */
  @WithDefault("RUB")
  String currency();

  /** The largest single payment, in that currency. */
  @WithDefault("100000.00")
  String maxAmount();

  /** How long a home may be silent before its payments are called overdue. */
  @WithDefault("PT5M")
  Duration overdueAfter();

  /** How long a request above somebody's limits waits for a second person. */
  @WithDefault("PT30M")
  Duration approvalExpiresAfter();

  static Duration approvalExpiresAfter(Configuration configuration) {
    Duration time = configuration.of(TakingSettings.class).approvalExpiresAfter();
    if (time.isNegative() || time.isZero()) {
      throw ConfigException.at("sbms.payment.approval-expires-after", "must be more than zero");
    }
    return time;
  }

  static PaymentFeature.Limits read(Configuration configuration) {
    TakingSettings settings = configuration.of(TakingSettings.class);
    Money max;
    try {
      max = Money.parse(settings.maxAmount(), Money.currencyOf(settings.currency()));
    } catch (IllegalArgumentException bad) {
      throw ConfigException.at(
          "sbms.payment.max-amount or .currency", String.valueOf(bad.getMessage()));
    }
    if (!max.isPositive()) {
      throw ConfigException.at("sbms.payment.max-amount", "must be more than zero");
    }
    Duration overdueAfter = settings.overdueAfter();
    if (overdueAfter.isNegative() || overdueAfter.isZero()) {
      throw ConfigException.at("sbms.payment.overdue-after", "must be more than zero");
    }
    return new PaymentFeature.Limits(max, overdueAfter);
  }
}
