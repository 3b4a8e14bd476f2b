package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.charge.OfferCharge;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.UuidV7;

/** Charges what a change costs to the subscriber's balance, or gives it back. */
final class Charges {
  private final Accounts accounts;
  private final Ledger ledger;
  private final ChargeBook book;
  private final Clock clock;
  private final RandomGenerator random;

  Charges(Accounts accounts, Ledger ledger, Clock clock, RandomGenerator random) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
    this.book = new ChargeBook(clock, random);
  }

  /**
   * @param account locked, or made in this transaction
   * @param kind of the posting: {@code plan-change}
   * @param parts by offer, negative to give back; the balance changes by their sum
   */
  void charge(Tx tx, AccountNumber account, String kind, List<OfferCharge> parts, LocalDate day) {
    book.booked(tx, account, parts, day);
    Optional<Money> cost = parts.stream().map(OfferCharge::amount).reduce(Money::plus);
    cost.filter(sum -> !sum.isZero()).ifPresent(sum -> charge(tx, account, kind, sum, day));
  }

  private void charge(Tx tx, AccountNumber account, String kind, Money cost, LocalDate day) {
    accounts.change(tx, Map.of(account, -cost.minor()));
    ledger.post(
        tx,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        day,
        List.of(posting(account, kind, cost)));
  }

  private Posting posting(AccountNumber account, String kind, Money cost) {
    UUID id = UuidV7.next(clock.instant(), random);
    return cost.isPositive()
        ? new Posting(id, kind, Chart.SUBSCRIBERS, Chart.REVENUE, cost, account.value())
        : new Posting(id, kind, Chart.REVENUE, Chart.SUBSCRIBERS, cost.negated(), account.value());
  }
}
