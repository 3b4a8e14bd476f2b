package org.sbms.branch.cashdesk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;

/** Cash as it was counted: how many pieces of which note or coin. */
public record CashCount(List<Pieces> pieces) {
  /** A drawer holds no more of one kind. */
  static final int MAX_PIECES = 100_000;

  private static final int MAX_LINES = 40;

  public record Pieces(Money denomination, int pieces) {}

  public CashCount {
    pieces = List.copyOf(pieces);
  }

  public Money total(Currency currency) {
    long minor = 0;
    for (Pieces line : pieces) {
      minor =
          Math.addExact(minor, Math.multiplyExact(line.denomination.minor(), (long) line.pieces));
    }
    return new Money(minor, currency);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return pieces.stream().allMatch(line -> line.pieces == 0);
  }

  List<FieldError> problems(Currency currency) {
    if (pieces.size() > MAX_LINES) {
      return List.of(new FieldError("count", "must have at most " + MAX_LINES + " lines"));
    }
    List<FieldError> problems = new ArrayList<>();
    Set<Money> seen = new HashSet<>();
    for (int i = 0; i < pieces.size(); i++) {
      Pieces line = pieces.get(i);
      if (!Denominations.of(currency).contains(line.denomination)) {
        problems.add(
            new FieldError("count[" + i + "].denomination", "is no note or coin of " + currency));
      } else if (!seen.add(line.denomination)) {
        problems.add(new FieldError("count[" + i + "].denomination", "is counted twice"));
      }
      if (line.pieces < 0 || line.pieces > MAX_PIECES) {
        problems.add(
            new FieldError("count[" + i + "].pieces", "must be 0 to " + MAX_PIECES + " pieces"));
      }
    }
    return problems;
  }
}
