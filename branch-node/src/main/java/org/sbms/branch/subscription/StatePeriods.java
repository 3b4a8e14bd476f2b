package org.sbms.branch.subscription;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Tx;

/**
 * Which state a subscriber was in when: whole days, without gap or overlap, neighbours always of
 * different states. The state at the end of a day is that of the day.
 */
final class StatePeriods {

  void start(Tx tx, AccountNumber account, LocalDate day) {
    tx.write(
        "insert into account_state_period (account, state, since) values ($1, 'ACTIVE', $2)",
        account.value(),
        day);
  }

  void change(Tx tx, AccountNumber account, SubscriberState to, LocalDate day) {
    // A state that was left on the day it began was none for that day.
    tx.write(
        "delete from account_state_period where account = $1 and until is null and since >= $2",
        account.value(),
        day);
    tx.write(
        """
        update account_state_period set until = $2
        where account = $1 and until is null and state <> $3
        """,
        account.value(),
        day,
        to.name());
    tx.write(
        """
        update account_state_period set until = null
        where account = $1 and until = $2 and state = $3
        """,
        account.value(),
        day,
        to.name());
    tx.write(
        """
        insert into account_state_period (account, state, since)
        select $1, $3, $2 where not exists
          (select from account_state_period where account = $1 and until is null)
        """,
        account.value(),
        day,
        to.name());
  }
}
