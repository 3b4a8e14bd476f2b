package org.sbms.branch.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/** How this branch looks at goods that others hand out to its subscribers. */
@ConfigMapping(prefix = "sbms.goods")
interface GoodsSettings {
  /**
   * By how much another branch's price may be above the list, and this branch's share below the
   * tariff, before the charge is refused; in per cent of what is known here.
   */
  @WithDefault("10")
  BigDecimal priceTolerancePercent();

  static BigDecimal priceTolerancePercent(Configuration configuration) {
    BigDecimal percent = configuration.of(GoodsSettings.class).priceTolerancePercent();
    if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw ConfigException.at("sbms.goods.price-tolerance-percent", "must be 0 to 100");
    }
    return percent;
  }
}
