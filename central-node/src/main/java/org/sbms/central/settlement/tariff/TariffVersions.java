package org.sbms.central.settlement.tariff;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.sbms.central.reference.PublishedRows;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Sql;

/**
 * The tariffs that were in force on a settlement day: those of the last version of reference data
 * published on that day (UTC) or before. A day's tariffs are final once the day is over, whoever
 * publishes what later; days before the first version have those of the first.
 */
public final class TariffVersions {
  private final Sql sql;
  private final Map<LocalDate, TariffTable> byDay = new HashMap<>();
  private final Map<Long, TariffTable> byVersion = new HashMap<>();

  /**
   * @param sql it is asked once for each day and version; meant to live as long as a page of lines
   */
  public TariffVersions(Sql sql) {
    this.sql = sql;
  }

  public TariffTable on(LocalDate day) {
    return byDay.computeIfAbsent(
        day, asked -> byVersion.computeIfAbsent(versionOn(asked), this::read));
  }

  private long versionOn(LocalDate day) {
    return sql.one(
            row -> row.getLong(0),
            """
            select coalesce(
              (select max(version) from reference_version where published_at < $1),
              (select min(version) from reference_version),
              0)
            """,
            day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
        .orElse(0L);
  }

  private TariffTable read(long version) {
    return new TariffTable(
        version,
        PublishedRows.at(sql, Datasets.INTER_BRANCH_TARIFFS, version),
        PublishedRows.at(sql, Datasets.INTER_BRANCH_TARIFF_TIERS, version),
        PublishedRows.at(sql, Datasets.SETTLEMENT_SHARES, version));
  }
}
