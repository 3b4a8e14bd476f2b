package org.sbms.reconciliation.register;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Money;
import org.sbms.reconciliation.Classification;
import org.sbms.reconciliation.Comparison;

/**
 * Matches one part: an open-addressed table from ids to transactions, each knowing its first row on
 * either side and how many there are. Used once, by one thread.
 */
final class PartMatcher {
  private static final int NONE = -1;
  private static final byte[] ACCEPTED = "ACCEPTED".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] POSTED = "POSTED".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REVERSED = "REVERSED".getBytes(StandardCharsets.US_ASCII);

  private final PackedRows origins;
  private final PackedRows homes;
  private final int[] slots;
  private final int[] originRows;
  private final int[] homeRows;
  private final int[] originCounts;
  private final int[] homeCounts;
  private int pairs;
  private final List<RegisterMismatch> mismatches = new ArrayList<>();

  PartMatcher(PackedRows origins, PackedRows homes) {
    this.origins = origins;
    this.homes = homes;
    int rows = Math.addExact(origins.count(), homes.count());
    slots = new int[Integer.highestOneBit(Math.max(8, rows)) * 4];
    originRows = new int[rows];
    homeRows = new int[rows];
    originCounts = new int[rows];
    homeCounts = new int[rows];
  }

  PartMatcher match() {
    Arrays.fill(slots, NONE);
    Arrays.fill(originRows, NONE);
    for (int row = 0; row < origins.end(); row = origins.after(row)) {
      int pair = pairOf(origins, row);
      originRows[pair] = originCounts[pair] == 0 ? row : originRows[pair];
      originCounts[pair]++;
    }
    for (int row = 0; row < homes.end(); row = homes.after(row)) {
      int pair = pairOf(homes, row);
      homeRows[pair] = homeCounts[pair] == 0 ? row : homeRows[pair];
      homeCounts[pair]++;
    }
    judge();
    return this;
  }

  int pairs() {
    return pairs;
  }

  List<RegisterMismatch> mismatches() {
    return mismatches;
  }

  /** The transaction with this row's id, a new one when there is none yet. */
  private int pairOf(PackedRows rows, int row) {
    int mask = slots.length - 1;
    int slot = rows.hash(row) & mask;
    while (slots[slot] != NONE) {
      int pair = slots[slot];
      boolean atOrigin = originRows[pair] != NONE;
      PackedRows known = atOrigin ? origins : homes;
      int knownRow = atOrigin ? originRows[pair] : homeRows[pair];
      if (known.hash(knownRow) == rows.hash(row)
          && known.sameText(knownRow, rows, row, PackedRows.ID)) {
        return pair;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = pairs;
    return pairs++;
  }

  private void judge() {
    Pair pair = new Pair();
    for (pair.index = 0; pair.index < pairs; pair.index++) {
      Classification.ofRegisters(pair).ifPresent(kind -> mismatches.add(pair.as(kind)));
    }
  }

  /** The transaction under judgement; one object walks over all of them. */
  private final class Pair implements Comparison {
    private int index;

    @Override
    public int originCount() {
      return originCounts[index];
    }

    @Override
    public int homeCount() {
      return homeCounts[index];
    }

    /** By value: 100 yen and 100.00 roubles are the same amount in different currencies. */
    @Override
    public boolean amountsAgree() {
      long origin = origins.amountMinor(originRow());
      long home = homes.amountMinor(homeRow());
      return currenciesAgree()
          ? origin == home
          : decimal(origins, originRow()).compareTo(decimal(homes, homeRow())) == 0;
    }

    @Override
    public boolean currenciesAgree() {
      return origins.sameCurrency(originRow(), homes, homeRow());
    }

    @Override
    public boolean accountsAgree() {
      return sameText(PackedRows.ACCOUNT);
    }

    @Override
    public boolean statusesAgree() {
      return (origins.textIs(originRow(), PackedRows.STATUS, ACCEPTED)
              && homes.textIs(homeRow(), PackedRows.STATUS, POSTED))
          || (origins.textIs(originRow(), PackedRows.STATUS, REVERSED)
              && homes.textIs(homeRow(), PackedRows.STATUS, REVERSED));
    }

    /** Registers carry no settlement day. */
    @Override
    public boolean daysAgree() {
      return true;
    }

    @Override
    public boolean branchesAgree() {
      return sameText(PackedRows.ORIGIN_BRANCH) && sameText(PackedRows.HOME_BRANCH);
    }

    RegisterMismatch as(MismatchKind kind) {
      boolean atOrigin = originCount() > 0;
      PackedRows rows = atOrigin ? origins : homes;
      int row = atOrigin ? originRow() : homeRow();
      return new RegisterMismatch(
          rows.text(row, PackedRows.ID),
          kind,
          rows.text(row, PackedRows.ORIGIN_BRANCH),
          rows.text(row, PackedRows.HOME_BRANCH),
          value(kind, origins, originRow(), originCount()),
          value(kind, homes, homeRow(), homeCount()));
    }

    private boolean sameText(int text) {
      return origins.sameText(originRow(), homes, homeRow(), text);
    }

    private int originRow() {
      return originRows[index];
    }

    private int homeRow() {
      return homeRows[index];
    }

    private String value(MismatchKind kind, PackedRows rows, int row, int count) {
      if (kind == MismatchKind.DUPLICATE) {
        return count + (count == 1 ? " row" : " rows");
      }
      if (count == 0) {
        return "";
      }
      return switch (kind) {
        case MISSING_AT_HOME, MISSING_AT_ORIGIN -> money(rows, row).toString();
        case AMOUNT_DIFFERS -> money(rows, row).amount();
        case CURRENCY_DIFFERS -> rows.currency(row);
        case ACCOUNT_DIFFERS -> rows.text(row, PackedRows.ACCOUNT);
        case STATUS_DIFFERS -> rows.text(row, PackedRows.STATUS);
        case BRANCH_DIFFERS ->
            rows.text(row, PackedRows.ORIGIN_BRANCH)
                + " to "
                + rows.text(row, PackedRows.HOME_BRANCH);
        case DUPLICATE, DAY_DIFFERS, CHAIN_BROKEN ->
            throw new IllegalStateException("no register shows " + kind);
      };
    }

    private BigDecimal decimal(PackedRows rows, int row) {
      return new BigDecimal(money(rows, row).amount());
    }

    private Money money(PackedRows rows, int row) {
      return Money.ofMinor(rows.amountMinor(row), rows.currency(row));
    }
  }
}
