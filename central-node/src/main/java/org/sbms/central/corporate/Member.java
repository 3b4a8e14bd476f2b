package org.sbms.central.corporate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * A subscriber of a client, with what its branch last said of it.
 *
 * @param department empty right under the organisation
 * @param path of the department
 * @param verified whether the branch has said that the account exists
 * @param figures empty when the branch has never answered
 */
public record Member(
    AccountNumber account,
    Optional<UUID> department,
    String path,
    boolean verified,
    Optional<Figures> figures) {

  /**
   * @param fee plan and services of a month
   * @param asOf when the branch said so
   */
  public record Figures(
      String name,
      SubscriberState state,
      String plan,
      String planName,
      List<String> services,
      Money fee,
      Money balance,
      Instant asOf) {
    public Figures {
      services = List.copyOf(services);
    }
  }
}
