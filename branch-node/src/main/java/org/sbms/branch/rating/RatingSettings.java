package org.sbms.branch.rating;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/**
 * How usage is rated here.
 *
 * @param oldest what is older when it comes is set aside
 * @param partSize records in one transaction
 * @param longestReservation what is granted online may be held at most so long without a report
 */
public record RatingSettings(Duration oldest, int partSize, Duration longestReservation) {

  public static final RatingSettings USUAL =
      new RatingSettings(Duration.ofDays(400), 20_000, Duration.ofHours(24));

  /** As they are written. */
  @ConfigMapping(prefix = "sbms.rating")
  public interface Settings {
    @WithDefault("P400D")
    Duration oldest();

    @WithDefault("20000")
    int partSize();

    @WithDefault("PT24H")
    Duration longestReservation();
  }

  public static RatingSettings from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    if (settings.oldest().compareTo(Duration.ofDays(1)) < 0) {
      throw ConfigException.at("sbms.rating.oldest", "must be at least a day");
    }
    if (settings.partSize() < 1 || settings.partSize() > 200_000) {
      throw ConfigException.at("sbms.rating.part-size", "must be 1 to 200000");
    }
    if (settings.longestReservation().compareTo(Duration.ofMinutes(1)) < 0) {
      throw ConfigException.at("sbms.rating.longest-reservation", "must be at least a minute");
    }
    return new RatingSettings(
        settings.oldest(), settings.partSize(), settings.longestReservation());
  }
}
