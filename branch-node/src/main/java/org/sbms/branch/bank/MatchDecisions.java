package org.sbms.branch.bank;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbms.contract.AccountNumber;

/**
 * Whose money a line is. The first rule that names somebody decides; rules that are sure take the
 * money, the others only give a hint to whoever looks at it. Pure.
 */
final class MatchDecisions {
  /** Why a line waits for a person. */
  static final String NOBODY_NAMED = "nobody-named";

  static final String SEVERAL_NAMED = "several-named";

  private MatchDecisions() {}

  enum Rule {
    /** We asked the bank for it. */
    DIRECT_DEBIT,
    /** It was paid to a number of ours that is one subscriber's. */
    VIRTUAL_ACCOUNT,
    /** An account's number stands in the text or the reference. */
    ACCOUNT,
    /** An invoice's number does. */
    INVOICE,
    /** Somebody said before whose money this payer's is. */
    PAYER,
    /** Not sure: a subscriber's phone number stands in the text. */
    PHONE,
    /** Not sure: exactly one open invoice has this amount. */
    AMOUNT
  }

  /**
   * What the branch knows of the clues of one line.
   *
   * @param expected the account that we asked this money of
   * @param named accounts that the text names and that may be: other branches' are taken at their
   *     check digit
   * @param invoiced accounts of invoices that it names
   * @param phones accounts of phone numbers in it
   */
  record Found(
      Optional<AccountNumber> expected,
      Optional<AccountNumber> ofVirtualAccount,
      Set<AccountNumber> named,
      Set<AccountNumber> invoiced,
      Optional<AccountNumber> ofPayer,
      Set<AccountNumber> phones,
      Optional<AccountNumber> ofAmount) {}

  sealed interface Answer {
    record Assign(AccountNumber account, Rule rule) implements Answer {}

    record Hint(AccountNumber account, Rule rule) implements Answer {}

    record Ask(String why) implements Answer {}
  }

  static Answer decide(Found found) {
    if (found.expected().isPresent()) {
      return new Answer.Assign(found.expected().get(), Rule.DIRECT_DEBIT);
    }
    if (found.ofVirtualAccount().isPresent()) {
      return new Answer.Assign(found.ofVirtualAccount().get(), Rule.VIRTUAL_ACCOUNT);
    }
    Set<AccountNumber> written = new TreeSet<>(found.named());
    written.addAll(found.invoiced());
    if (written.size() > 1) {
      return new Answer.Ask(SEVERAL_NAMED);
    }
    if (written.size() == 1) {
      return new Answer.Assign(
          written.iterator().next(), found.named().isEmpty() ? Rule.INVOICE : Rule.ACCOUNT);
    }
    if (found.ofPayer().isPresent()) {
      return new Answer.Assign(found.ofPayer().get(), Rule.PAYER);
    }
    if (found.phones().size() == 1) {
      return new Answer.Hint(found.phones().iterator().next(), Rule.PHONE);
    }
    return found
        .ofAmount()
        .<Answer>map(account -> new Answer.Hint(account, Rule.AMOUNT))
        .orElseGet(() -> new Answer.Ask(found.phones().isEmpty() ? NOBODY_NAMED : SEVERAL_NAMED));
  }
}
