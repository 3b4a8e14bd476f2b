package org.sbms.kit.ledger;

import org.sbms.contract.Outcome;
import org.sbms.kit.ledger.ShowTrialBalance.TrialBalance;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers the question for the trial balance. */
public final class TrialBalances {
  public static final Permission VIEW = new Permission("ledger.view");

  private TrialBalances() {}

  public static void register(Operations operations, Ledger ledger) {
    operations.register(
        OperationSpec.of("show-trial-balance", ShowTrialBalance.class, TrialBalance.class, VIEW)
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new TrialBalance(question.at(), ledger.trialBalance(sql, question.at())))));
  }
}
