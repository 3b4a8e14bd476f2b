package org.sbms.contract.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * What a subscriber used in some days, from its home, the latest first.
 *
 * @param from the first day, by home's time
 * @param to the last one, itself included
 * @param product its code; all products when absent
 */
public record ListUsage(
    AccountNumber account,
    LocalDate from,
    LocalDate to,
    Optional<String> product,
    int offset,
    int limit)
    implements Operation<ListUsage.Page> {
  public static final String NAME = "list-usage";
  public static final int MAX_LIMIT = 2_000;
  public static final int MAX_DAYS = 800;

  /**
   * @param sums of all days, not of this page only; on the first page
   */
  public record Page(List<Sum> sums, List<Use> items) {
    public Page {
      sums = List.copyOf(sums);
      items = List.copyOf(items);
    }
  }

  /**
   * @param name of the product, in the home's catalogue
   * @param quantity in whole steps of the price, in {@code unit}
   */
  public record Sum(
      String product,
      String nameEn,
      String nameRu,
      String unit,
      long records,
      long quantity,
      Money amount) {}

  /**
   * @param kind of usage; {@code CORRECTION} where only the price of others changed
   * @param detail the number called, the film: what the record told; may be empty
   * @param quantity as it was used, in {@code unit}
   */
  public record Use(
      Instant at,
      String product,
      String nameEn,
      String nameRu,
      String kind,
      String identifier,
      String detail,
      long quantity,
      String unit,
      Money amount) {}
}
