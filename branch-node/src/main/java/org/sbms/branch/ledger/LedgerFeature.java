package org.sbms.branch.ledger;

import org.sbms.branch.ledger.ShowTrialBalance.TrialBalance;
import org.sbms.contract.Outcome;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers the questions to the ledger. */
public final class LedgerFeature {
  public static final Permission VIEW = new Permission("ledger.view");

  private LedgerFeature() {}

  public static void register(Operations operations, Ledger ledger) {
    operations.register(
        OperationSpec.of("show-trial-balance", ShowTrialBalance.class, TrialBalance.class, VIEW)
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new TrialBalance(question.at(), ledger.trialBalance(sql, question.at())))));
  }
}
