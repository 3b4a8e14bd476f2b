package org.sbms.branch.pricing;

import java.math.BigDecimal;
import org.sbms.contract.Money;

/** What a promotion does to a fee. */
public sealed interface Discount {

  record Percent(BigDecimal percent) implements Discount {
    public Percent {
      if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new IllegalArgumentException("a discount is 0 to 100 per cent");
      }
    }
  }

  record Fixed(Money off) implements Discount {
    public Fixed {
      if (off.isNegative()) {
        throw new IllegalArgumentException("a discount is not negative");
      }
    }
  }

  /** A price that takes the fee's place, where it is lower. */
  record Instead(Money price) implements Discount {
    public Instead {
      if (price.isNegative()) {
        throw new IllegalArgumentException("a price is not negative");
      }
    }
  }
}
