package org.sbms.branch.partner;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * A bill of a partner as it is read and printed; it never changes.
 *
 * @param correction the credit note that takes it back
 */
public record PartnerBill(
    Head head,
    Language language,
    Party seller,
    Party buyer,
    String reason,
    Optional<Reference> corrects,
    Optional<Reference> correction,
    List<Line> lines,
    List<Tax> taxes) {

  /**
   * What lists of bills show.
   *
   * @param total above zero: the partner owes it; below: we do
   */
  public record Head(
      UUID id,
      String number,
      boolean creditNote,
      String partner,
      Period period,
      LocalDate issuedOn,
      LocalDate dueOn,
      Money net,
      Money tax,
      Money total) {}

  public record Party(String name, String details) {}

  public record Reference(UUID id, String number) {}

  /**
   * A line, worked out by one term.
   *
   * @param productName empty for all products
   * @param base minor units, or subscribers
   */
  public record Line(
      int line,
      ShareTerm.Direction direction,
      ShareTerm.Basis basis,
      String product,
      String productName,
      Period days,
      String rates,
      long base,
      Money net,
      Money tax,
      Money total) {}

  /** The sum of a layer of taxes over the lines of one direction. */
  public record Tax(
      ShareTerm.Direction direction,
      int layer,
      String code,
      BigDecimal percent,
      boolean inclusive,
      Money base,
      Money tax) {}

  /** What a line's base is made of. */
  public record Item(int line, String account, long base) {}

  public PartnerBill {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
  }
}
