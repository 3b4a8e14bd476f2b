package org.sbms.central.settlement;

import org.sbms.contract.Operation;

/** Gives the payment instruction of a window as it was made. */
public record ShowInstruction(String id) implements Operation<ShowInstruction.Instruction> {

  /**
   * @param document pain.001 as XML
   */
  public record Instruction(String messageId, String document) {}
}
