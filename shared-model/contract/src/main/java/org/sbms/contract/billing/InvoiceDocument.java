package org.sbms.contract.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;

/**
 * An invoice as it is read and printed. It never changes, save for what has been paid of it.
 *
 * @param language in which its lines are: {@code en} or {@code ru}
 * @param reason of a credit note that a person issued; else empty
 * @param corrects the invoice that a credit note corrects
 * @param corrections the credit notes that correct it
 */
public record InvoiceDocument(
    InvoiceHead head,
    String language,
    String customer,
    String address,
    Seller seller,
    String reason,
    Optional<Reference> corrects,
    List<Reference> corrections,
    List<Line> lines,
    List<Tax> taxes,
    List<Paid> paid) {

  /**
   * Who issues it, by the template it was issued with.
   *
   * @param logo in large letters above the name
   * @param header lines above the number
   */
  public record Seller(
      String name,
      String details,
      String footer,
      boolean byGroup,
      Optional<String> logo,
      Optional<String> header) {}

  public record Reference(UUID id, String number, Money total) {}

  /**
   * A line.
   *
   * @param group of products: {@code TELEVISION}, {@code INTERNET}, {@code TELEPHONE}, {@code
   *     EQUIPMENT}, {@code OTHER}
   * @param until the first day that is not in it
   * @param subscriber number and name of the account that it is for, where another pays
   */
  public record Line(
      int line,
      String group,
      String text,
      LocalDate from,
      LocalDate until,
      long quantity,
      String unit,
      Money net,
      Money tax,
      Money gross,
      Optional<String> subscriber) {}

  /**
   * The sum of one layer of taxes.
   *
   * @param percent a decimal
   * @param inclusive whether prices contain it
   */
  public record Tax(
      int layer, String code, String percent, boolean inclusive, Money base, Money tax) {}

  /** What was paid of it: by {@code payment}, {@code credit-note}, {@code balance}, … */
  public record Paid(String source, String id, Money amount, boolean byHand) {}

  public InvoiceDocument {
    corrections = List.copyOf(corrections);
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    paid = List.copyOf(paid);
  }
}
