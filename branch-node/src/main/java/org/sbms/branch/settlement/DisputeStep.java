package org.sbms.branch.settlement;

import java.util.Arrays;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.AskArbiterOfOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.ConcedeOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.contract.settlement.OwnDisputes.WithdrawOwnDispute;

/** What a branch can do about a dispute, as addresses name it. */
enum DisputeStep {
  ANSWER("answer"),
  WITHDRAW("withdrawal"),
  CONCEDE("concession"),
  ASK_ARBITER("arbitration");

  private final String inAddresses;

  DisputeStep(String inAddresses) {
    this.inAddresses = inAddresses;
  }

  static Optional<DisputeStep> named(String inAddress) {
    return Arrays.stream(values()).filter(step -> step.inAddresses.equals(inAddress)).findFirst();
  }

  /**
   * @param text of an answer; the others say nothing
   */
  Operation<Dispute> command(long id, String text) {
    return switch (this) {
      case ANSWER -> new AnswerOwnDispute(id, text);
      case WITHDRAW -> new WithdrawOwnDispute(id);
      case CONCEDE -> new ConcedeOwnDispute(id);
      case ASK_ARBITER -> new AskArbiterOfOwnDispute(id);
    };
  }
}
