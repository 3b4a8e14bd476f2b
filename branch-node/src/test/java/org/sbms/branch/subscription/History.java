package org.sbms.branch.subscription;

import static org.sbms.branch.subscription.TwoDesks.NW;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.ShowCard;

/** What tests of the past do and look at, at the desk of NW. */
final class History {
  private final TwoDesks desks;
  private int people;

  History(TwoDesks desks) {
    this.desks = desks;
  }

  Money fee(AccountNumber account) {
    return desks.nw.done(new ShowCard(account)).plan().monthlyFee();
  }

  AccountNumber register(String plan, String... services) {
    return desks
        .nw
        .done(
            new RegisterSubscriber(
                NW,
                new PersonalData(
                    CustomerKind.PERSON,
                    "Person " + ++people,
                    "Street 1",
                    "+7 921 000 00 00",
                    "",
                    Optional.of(new IdentityDocument("passport-ru", "4010 123456"))),
                plan,
                List.of(services),
                List.of()))
        .account()
        .orElseThrow();
  }

  void passDays(int days) {
    desks.clock.passDays(days);
    desks.nw.days.rollOver(desks.nw.database);
  }

  LocalDate today() {
    return desks.nw.days.today(desks.nw.database);
  }

  List<String> items(AccountNumber account) {
    return desks.nw.database.list(
        row ->
            row.getString("offer_kind")
                + " "
                + row.getString("code")
                + " v"
                + row.getInteger("version")
                + " "
                + row.getLocalDate("since")
                + " "
                + row.getLocalDate("until")
                + " "
                + row.getString("ended_reason"),
        "select * from subscription_item where account = $1 order by since, id",
        account.value());
  }

  List<String> states(AccountNumber account) {
    return desks.nw.database.list(
        row ->
            row.getString("state")
                + " "
                + row.getLocalDate("since")
                + " "
                + row.getLocalDate("until"),
        "select * from account_state_period where account = $1 order by since",
        account.value());
  }
}
