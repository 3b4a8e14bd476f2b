package org.sbms.central.corporate;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.sbms.central.corporate.WorkOnMembers.AttachFile;
import org.sbms.central.corporate.WorkOnMembers.AttachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.Attached;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/** Asks the branches whether accounts exist, and then attaches them. */
final class Attaching {
  private final Executor executor;
  private final Gathering gathering;

  Attaching(Executor executor, Gathering gathering) {
    this.executor = executor;
    this.gathering = gathering;
  }

  Outcome<Attached> attach(Caller caller, AttachSubscribers asked, String key) {
    learn(caller, asked.accounts());
    return executor.run(caller, Request.command(asked, key));
  }

  Outcome<Attached> attach(Caller caller, UUID client, String file, String csv, String key) {
    learn(caller, MemberCsv.accountsIn(file, csv));
    return executor.run(caller, Request.command(new AttachFile(client, file, csv), key));
  }

  /** Whoever may not attach gets nothing asked either. */
  private void learn(Caller caller, Collection<AccountNumber> accounts) {
    if (executor.may(caller, AttachSubscribers.class)
        && accounts.size() <= WorkOnMembers.MAX_ACCOUNTS) {
      gathering.learn(caller, List.copyOf(accounts));
    }
  }
}
