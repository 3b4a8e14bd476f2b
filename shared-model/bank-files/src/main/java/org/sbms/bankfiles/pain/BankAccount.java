package org.sbms.bankfiles.pain;

/**
 * Where somebody pays from and is paid.
 *
 * @param account an IBAN, or the bank's own number
 * @param bank a BIC, or nine digits of the Russian clearing system
 */
public record BankAccount(String holder, String account, String bank) {

  boolean isBic() {
    return bank.matches("[A-Z].*");
  }
}
