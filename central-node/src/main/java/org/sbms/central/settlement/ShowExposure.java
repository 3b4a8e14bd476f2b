package org.sbms.central.settlement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Shows what each branch owes by all that is not settled yet, against what it may owe. */
public record ShowExposure() implements Operation<ShowExposure.Exposures> {

  public enum Level {
    FINE,
    /** From the alarm's per cent of the cap on. */
    NEAR,
    /** More than the cap. */
    OVER,
    /** Nobody has set a cap. */
    UNCAPPED;

    public String colour() {
      return switch (this) {
        case FINE -> "green";
        case NEAR -> "yellow";
        case OVER -> "red";
        case UNCAPPED -> "secondary";
      };
    }
  }

  /**
   * @param net of all windows that are not settled; negative where the branch owes
   * @param owes what it owes by that; zero where it is owed
   * @param percent of the cap, with one decimal place
   */
  public record Exposure(
      BranchCode branch,
      Money net,
      Money owes,
      Optional<Money> cap,
      Optional<BigDecimal> percent,
      Level level) {}

  public record Exposures(List<Exposure> items) {}
}
