package org.sbms.reconciliation.register;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.sbms.contract.Money;

/** A kept row in words: only for those that are told of. */
record RowView(
    RegisterSide side,
    String id,
    String originBranch,
    String homeBranch,
    String account,
    Money money,
    String status) {

  /** Any order will do that depends on nothing but the rows. */
  static final Comparator<RowView> BY_CONTENT =
      Comparator.comparing(RowView::originBranch)
          .thenComparing(RowView::homeBranch)
          .thenComparing(RowView::account)
          .thenComparing(RowView::status);

  static RowView of(byte[] bytes, int row, RegisterSide side, Branches branches) {
    int at = RowLayout.idEnd(bytes, row);
    int flags = bytes[at];
    boolean wide = (flags & RowLayout.WIDE_AMOUNT) != 0;
    long minor = wide ? Bytes.getLong(bytes, at + 7) : Bytes.getInt(bytes, at + 7) & 0xFFFF_FFFFL;
    Texts texts = new Texts(bytes, at + (wide ? 15 : 11));
    String account = texts.next();
    String status =
        switch (flags & RowLayout.STATUS_MASK) {
          case RowLayout.STATUS_DONE -> side.done();
          case RowLayout.STATUS_REVERSED -> RegisterSide.REVERSED;
          default -> texts.next();
        };
    return new RowView(
        side,
        RowLayout.id(bytes, row),
        branches.text(Bytes.getShort(bytes, at + 1)).orElseGet(texts::next),
        branches.text(Bytes.getShort(bytes, at + 3)).orElseGet(texts::next),
        account,
        Money.ofMinor(minor, CurrencyPlaces.code(Bytes.getShort(bytes, at + 5))),
        status);
  }

  /** The texts at a row's end, one after another. */
  private static final class Texts {
    private final byte[] bytes;
    private int at;

    Texts(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    String next() {
      int length = 1 + (bytes[at] & 0xFF);
      int start = at + 1;
      at = start + length;
      return new String(bytes, start, length, StandardCharsets.UTF_8);
    }
  }
}
