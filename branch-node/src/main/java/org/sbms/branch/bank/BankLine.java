package org.sbms.branch.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.bankfiles.pain.Ibans;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * An entry of a bank's file, or one payment of an entry that is a batch.
 *
 * @param number by which people speak of it
 * @param account ours, at the bank
 * @param amount below zero when it takes an earlier credit back
 * @param open what of it is in suspense, with the same sign
 * @param hint a subscriber that it may be for, though no rule is sure
 * @param rule by which it was assigned, or the hint was found; empty when by none
 * @param note why no rule took it, or what finance wrote
 * @param reverses the line that it takes back, once that is known
 */
public record BankLine(
    UUID id,
    long number,
    UUID file,
    String account,
    Money amount,
    Money open,
    LocalDate bookedOn,
    LocalDate valueOn,
    String bankReference,
    String endToEndId,
    String remittance,
    String ownAccount,
    LineState state,
    Optional<AccountNumber> hint,
    String rule,
    String note,
    Optional<UUID> reverses,
    Instant changedAt,
    String changedBy) {

  boolean isReversal() {
    return amount.isNegative();
  }

  BankLine worked(
      LineState newState,
      Money newOpen,
      Optional<AccountNumber> newHint,
      String newRule,
      String newNote,
      Instant now,
      String by) {
    return new BankLine(
        id,
        number,
        file,
        account,
        amount,
        newOpen,
        bookedOn,
        valueOn,
        bankReference,
        endToEndId,
        remittance,
        ownAccount,
        newState,
        newHint,
        newRule,
        newNote,
        reverses,
        now,
        by);
  }

  BankLine reversing(Optional<UUID> credit) {
    return new BankLine(
        id,
        number,
        file,
        account,
        amount,
        open,
        bookedOn,
        valueOn,
        bankReference,
        endToEndId,
        remittance,
        ownAccount,
        state,
        hint,
        rule,
        note,
        credit,
        changedAt,
        changedBy);
  }

  /** Who paid: personal data, which is sealed in the table and prints itself nowhere. */
  public record Payer(String name, String account) {
    static final Payer UNKNOWN = new Payer("", "");

    /** Whether money can go back there by the number alone. */
    public boolean hasIban() {
      return Ibans.isValid(account);
    }

    public String maskedAccount() {
      return account.length() <= 4 ? "" : "•••" + account.substring(account.length() - 4);
    }

    @Override
    public String toString() {
      return "Payer[…]";
    }
  }

  /**
   * A payment that came of it.
   *
   * @param state of the payment
   * @param refusal why home did not take it back when it was asked to; empty otherwise
   * @param givenBack whether it was cancelled and its money is in suspense again
   */
  public record Part(
      UUID paymentId,
      String receipt,
      AccountNumber account,
      Money amount,
      String state,
      String refusal,
      String rule,
      boolean givenBack,
      Instant madeAt,
      String madeBy) {}

  /**
   * With what is only read for one line.
   *
   * @param sentBack the return to the payer that was asked for last
   */
  public record Whole(
      BankLine line,
      Payer payer,
      List<Part> parts,
      String fileName,
      Optional<Long> reversedNumber,
      Optional<WorkOnReturns.BankReturn> sentBack) {

    public Whole {
      parts = List.copyOf(parts);
    }
  }

  /** One line with its parts, by its id. */
  public record Show(UUID id) implements Operation<Whole> {}
}
