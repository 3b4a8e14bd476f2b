package org.sbms.branch.cheque;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Takes cheques to the bank, all of them or none.
 *
 * @param bank where they go, in words
 * @param cheques 1 to 200 that are in our hands and not dated on a day to come
 */
public record MakeChequeSlip(String bank, List<UUID> cheques) implements Operation<ChequeSlip> {
  public MakeChequeSlip {
    cheques = List.copyOf(cheques);
  }
}
