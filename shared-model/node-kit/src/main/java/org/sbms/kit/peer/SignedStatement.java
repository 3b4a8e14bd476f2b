package org.sbms.kit.peer;

import java.security.cert.X509Certificate;
import java.util.List;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.NodeId;

/** What a branch states of its journal, under its signature. */
public final class SignedStatement {
  private static final SignedDocument<JournalStatement> STATEMENT =
      new SignedDocument<>("journal", JournalStatement.class, JournalStatement::at);

  private SignedStatement() {}

  public static String sign(JournalStatement statement, Credential branch) {
    return STATEMENT.sign(statement, branch);
  }

  /**
   * Reads what that branch signed while its certificate was good, whether or not it still is.
   *
   * @throws IllegalArgumentException when anything about it is wrong
   */
  public static JournalStatement read(
      String jws, NodeId branch, List<X509Certificate> authorities) {
    JournalStatement statement =
        STATEMENT.read(jws, signer -> signer.node().equals(branch), authorities);
    if (!NodeId.of(statement.branch()).equals(branch)) {
      throw new IllegalArgumentException("the statement is of another branch's journal");
    }
    return statement;
  }
}
