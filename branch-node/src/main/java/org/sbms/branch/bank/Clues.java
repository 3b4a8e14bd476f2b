package org.sbms.branch.bank;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.contract.AccountNumber;

/**
 * What payers write, as far as it may name a subscriber.
 *
 * @param accounts with a right check digit
 * @param invoices numbers of the shape of an invoice's
 * @param phones strings of digits as long as a phone number
 */
record Clues(Set<AccountNumber> accounts, Set<String> invoices, Set<String> phones) {
  private static final int MAX_OF_A_KIND = 10;

  /** Alone, or after RF and two digits: a creditor reference of ISO 11649. */
  private static final Pattern ACCOUNT =
      Pattern.compile("(?<![A-Z0-9])(?:RF[0-9]{2})?([A-Z]{2}(?:[ -]?[0-9]){9})(?![A-Z0-9])");

  private static final Pattern INVOICE =
      Pattern.compile("(?<![A-Z0-9])[A-Z]{2}-[0-9]{4}-[0-9]{8}(?![A-Z0-9])");
  private static final Pattern PHONE =
      Pattern.compile("(?<![A-Z0-9-])\\+?([0-9](?:[ ()-]{0,2}[0-9]){9,14})(?![A-Z0-9])");

  static Clues in(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    Set<AccountNumber> accounts = new LinkedHashSet<>();
    Matcher account = ACCOUNT.matcher(upper);
    while (account.find() && accounts.size() < MAX_OF_A_KIND) {
      Optional<AccountNumber> number =
          AccountNumber.tryParse(account.group(1).replaceAll("[ -]", ""));
      number.ifPresent(accounts::add);
    }
    return new Clues(accounts, all(INVOICE, upper, 0), all(PHONE, upper, 1));
  }

  private static Set<String> all(Pattern pattern, String text, int group) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find() && found.size() < MAX_OF_A_KIND) {
      found.add(matcher.group(group));
    }
    return found;
  }
}
