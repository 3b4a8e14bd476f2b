package org.sbms.deploy.simulate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Tx;

final class MemoryAccounts extends Accounts {
  private final Table<AccountNumber, Facts> rows = new Table<>();

  Optional<Facts> find(AccountNumber number) {
    return rows.find(number);
  }

  void open(AccountNumber number, String currency) {
    Money nothing = Money.ofMinor(0, currency);
    rows.put(
        new MemoryTx(),
        number,
        new Facts(number, SubscriberState.ACTIVE, nothing.currency(), nothing));
  }

  void turn(Tx tx, AccountNumber number, SubscriberState state) {
    rows.find(number)
        .ifPresent(facts ->
            rows.put(
                (MemoryTx) tx,
                number,
                new Facts(number, state, facts.currency(), facts.balance())));
  }

  @Override
  public Map<AccountNumber, Facts> lock(Tx tx, Collection<AccountNumber> numbers) {
    Map<AccountNumber, Facts> found = new HashMap<>();
    numbers.forEach(number -> rows.find(number).ifPresent(facts -> found.put(number, facts)));
    return found;
  }

  @Override
  public void change(Tx tx, Map<AccountNumber, Long> deltasMinor) {
    MemoryTx memory = (MemoryTx) tx;
    deltasMinor.forEach((number, delta) -> {
      Facts facts =
          rows.find(number)
              .orElseThrow(() -> new IllegalStateException("changed a balance of " + number));
      Money balance = new Money(facts.balance().minor() + delta, facts.currency());
      rows.put(memory, number, new Facts(number, facts.state(), facts.currency(), balance));
      memory.changed(new Change.Balance(number, delta));
    });
  }
}
