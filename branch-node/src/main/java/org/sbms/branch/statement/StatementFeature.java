package org.sbms.branch.statement;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.billing.AccountStatement;
import org.sbms.contract.billing.ShowStatement;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers statements of account, of subscribers of any branch. */
public final class StatementFeature {
  public static final Permission VIEW = new Permission("statement.view");

  private final StatementReading reading;

  /**
   * @param branchName who writes, where the look of invoices names no seller
   */
  public StatementFeature(String branchName) {
    this.reading = new StatementReading(branchName);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("show-statement", ShowStatement.class, AccountStatement.class, VIEW)
            .placedAt(question -> NodeId.of(question.account().home()))
            .checkedBy(StatementFeature::problems)
            .audited()
            .answeredBy((_, question, sql) -> reading.of(sql, question)));
  }

  private static List<FieldError> problems(ShowStatement question) {
    long days = ChronoUnit.DAYS.between(question.from(), question.until());
    if (days < 1) {
      return List.of(new FieldError("until", "must be after the first day"));
    }
    return days > ShowStatement.MAX_DAYS
        ? List.of(new FieldError("until", "must be within three years"))
        : List.of();
  }
}
