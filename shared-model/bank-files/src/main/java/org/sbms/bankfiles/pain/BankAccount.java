package org.sbms.bankfiles.pain;

/**
 * Where somebody pays from, or is paid.
 *
 * @param account an IBAN, or the bank's own number
 * @param bank a BIC, or nine digits of the Russian clearing system; empty where the IBAN names it
 */
public record BankAccount(String holder, String account, String bank) {

  /** Whether the number is written where IBANs are: its form alone. */
  static boolean isIban(String number) {
    return number.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}");
  }

  boolean isBic() {
    return bank.matches("[A-Z].*");
  }
}
