package org.sbms.bankfiles.pain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.Money;

/**
 * What the bank is to collect.
 *
 * @param messageId at most 35 characters
 * @param collections those of one scheme and sequence go as one group
 */
public record CollectionOrder(
    String messageId,
    Instant createdAt,
    LocalDate collectOn,
    Creditor creditor,
    List<Collection> collections) {

  public CollectionOrder {
    collections = List.copyOf(collections);
  }

  /** The scheme whose rules a mandate follows. */
  public enum Scheme {
    CORE,
    B2B
  }

  /** Whether a mandate is used for the first time. */
  public enum Sequence {
    FRST,
    RCUR
  }

  /**
   * Who collects.
   *
   * @param account IBAN, or the bank's own number
   * @param bic of the bank
   * @param schemeId by which the scheme knows the creditor
   */
  public record Creditor(String name, String account, String bic, String schemeId) {}

  /** Who is debited; prints itself nowhere. */
  public record Debtor(String name, String iban, String bic) {
    @Override
    public String toString() {
      return "Debtor[…]";
    }
  }

  /**
   * @param endToEndId at most 35 characters; the bank's statement names the collection by it
   */
  public record Collection(
      String endToEndId,
      Money amount,
      String mandate,
      LocalDate signedOn,
      Scheme scheme,
      Sequence sequence,
      Debtor debtor,
      String purpose) {}
}
