package org.sbms.bankfiles.camt;

import java.util.List;
import java.util.Optional;

/**
 * One account's part of a file. Where it states an opening and a closing balance, its booked
 * entries lead from one to the other; this has been checked.
 *
 * @param id the bank's name of the statement
 * @param page which page of the statement this is; 0 where it has no pages
 * @param account IBAN, or what the bank calls the account
 */
public record CamtStatement(
    String id, int page, String account, List<CamtBalance> balances, List<CamtEntry> entries) {

  /** Names a statement among all the files of a bank. */
  public record Key(CamtKind kind, String account, String id, int page) {}

  public Key key(CamtKind kind) {
    return new Key(kind, account, id, page);
  }

  public Optional<CamtBalance> opening() {
    return first(CamtBalance.Type.OPENING).or(() -> first(CamtBalance.Type.PREVIOUSLY_CLOSED));
  }

  public Optional<CamtBalance> closing() {
    return first(CamtBalance.Type.CLOSING);
  }

  private Optional<CamtBalance> first(CamtBalance.Type type) {
    return balances.stream().filter(balance -> balance.type() == type).findFirst();
  }
}
