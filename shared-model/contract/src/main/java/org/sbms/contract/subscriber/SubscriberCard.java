package org.sbms.contract.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * A subscriber as a desk sees it.
 *
 * @param customer who pays: a person or a company
 * @param balance what the subscriber has in advance; negative when in debt
 * @param history latest first, a bounded number
 * @param asOf when home answered
 */
public record SubscriberCard(
    AccountNumber account,
    BranchCode homeBranch,
    String name,
    Customer customer,
    SubscriberState state,
    LocalDate since,
    Plan plan,
    List<Service> services,
    Money balance,
    List<Identifier> identifiers,
    List<HistoryLine> history,
    Instant asOf) {

  public SubscriberCard {
    services = List.copyOf(services);
    identifiers = List.copyOf(identifiers);
    history = List.copyOf(history);
  }

  /**
   * @param kind PERSON or COMPANY
   */
  public record Customer(String kind, String name, String address, String phone, String email) {}

  public record Plan(String code, String name, Money monthlyFee) {}

  public record Service(String code, String name, Money monthlyFee, LocalDate since) {}

  /**
   * @param kind PHONE, SMART_CARD, SET_TOP_BOX or LOGIN
   */
  public record Identifier(String kind, String value) {}

  /**
   * A movement of the balance.
   *
   * @param kind PAYMENT, CHARGE, REVERSAL
   * @param amount positive when it raised the balance
   */
  public record HistoryLine(
      Instant at, String kind, String text, Money amount, Money balanceAfter) {}
}
