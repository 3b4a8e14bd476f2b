package org.sbms.branch.cheque;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Currency;
import org.sbms.contract.Money;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/**
 * How cheques are taken.
 *
 * @param bounceFee what a bounced cheque costs a subscriber of this branch; zero for nothing
 */
public record ChequeSettings(CreditRule creditRule, Money bounceFee) {

  /** As they are written. */
  @ConfigMapping(prefix = "sbms.cheques")
  public interface Settings {
    /** At clearing: nobody is credited, and no other branch is owed, what may never come. */
    @WithDefault("AT_CLEARING")
    CreditRule credit();

    /** In the branch's currency. */
    @WithDefault("0.00")
    String bounceFee();
  }

  public static ChequeSettings from(Configuration configuration, Currency currency) {
    Settings settings = configuration.of(Settings.class);
    Money fee;
    try {
      fee = Money.parse(settings.bounceFee(), currency);
    } catch (IllegalArgumentException bad) {
      throw ConfigException.at("sbms.cheques.bounce-fee", String.valueOf(bad.getMessage()));
    }
    if (fee.isNegative()) {
      throw ConfigException.at("sbms.cheques.bounce-fee", "must not be negative");
    }
    return new ChequeSettings(settings.credit(), fee);
  }

  Currency currency() {
    return bounceFee.currency();
  }
}
