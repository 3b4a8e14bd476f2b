package org.sbms.reconciliation.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.sbms.contract.MismatchKind;

/** Writes the rows of one side as bytes, without an object a row. */
final class SampleRow {
  private static final int DAY_SECONDS = 86_400;
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[][] BRANCHES = all(SamplePayment.BRANCHES);
  private static final byte[][] CURRENCIES = all(SamplePayment.CURRENCIES);
  private static final byte[] ACCEPTED = ascii("ACCEPTED");
  private static final byte[] POSTED = ascii("POSTED");
  private static final byte[] REVERSED = ascii("REVERSED");
  private static final byte[] REJECTED = ascii("REJECTED");

  private final boolean origin;
  private byte[] bytes = new byte[1 << 20];
  private int end;
  private long day = -1;
  private byte[] date = {};

  SampleRow(boolean origin) {
    this.origin = origin;
  }

  /** None, one or two rows, as what is planted wants it. */
  void write(SamplePayment payment) {
    MismatchKind kind = payment.planted().orElse(MismatchKind.CHAIN_BROKEN);
    if (kind == (origin ? MismatchKind.MISSING_AT_ORIGIN : MismatchKind.MISSING_AT_HOME)) {
      return;
    }
    row(payment, kind);
    if (kind == MismatchKind.DUPLICATE && origin == SampleTruth.isTwiceAtOrigin(payment)) {
      row(payment, kind);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int end() {
    return end;
  }

  void clear() {
    end = 0;
  }

  boolean isNearlyFull() {
    return end > bytes.length - 1024;
  }

  private void row(SamplePayment payment, MismatchKind kind) {
    boolean home = !origin;
    uuid(payment.idHigh(), payment.idLow());
    int from = payment.originBranch();
    boolean otherBranch = home && kind == MismatchKind.BRANCH_DIFFERS;
    text(BRANCHES[otherBranch ? SampleTruth.otherBranch(from) : from]);
    text(BRANCHES[payment.homeBranch()]);
    copy(BRANCHES[payment.homeBranch()]);
    boolean otherAccount = home && kind == MismatchKind.ACCOUNT_DIFFERS;
    digits(SampleTruth.account(payment, otherAccount), 7);
    bytes[end++] = ',';
    amount(SampleTruth.amount(payment, home && kind == MismatchKind.AMOUNT_DIFFERS));
    boolean otherCurrency = home && kind == MismatchKind.CURRENCY_DIFFERS;
    text(otherCurrency ? SampleTruth.OTHER_CURRENCY_BYTES : CURRENCIES[payment.currency()]);
    time(payment.acceptedSecond() + (origin ? 0 : 1 + (payment.dice() & 7)));
    copy(status(payment, kind));
    bytes[end++] = '\n';
  }

  private byte[] status(SamplePayment payment, MismatchKind kind) {
    if (!origin && kind == MismatchKind.STATUS_DIFFERS) {
      return REJECTED;
    }
    if (payment.reversed()) {
      return REVERSED;
    }
    return origin ? ACCEPTED : POSTED;
  }

  private void uuid(long high, long low) {
    hex(high >>> 32, 8);
    bytes[end++] = '-';
    hex(high >>> 16, 4);
    bytes[end++] = '-';
    hex(high, 4);
    bytes[end++] = '-';
    hex(low >>> 48, 4);
    bytes[end++] = '-';
    hex(low, 12);
    bytes[end++] = ',';
  }

  private void hex(long value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      bytes[end++] = HEX[(int) (value >>> shift) & 15];
    }
  }

  private void amount(long minor) {
    long major = minor / 100;
    int length = 1;
    for (long rest = major; rest >= 10; rest /= 10) {
      length++;
    }
    digits(major, length);
    bytes[end++] = '.';
    digits(minor % 100, 2);
    bytes[end++] = ',';
  }

  private void time(long second) {
    if (second / DAY_SECONDS != day) {
      day = second / DAY_SECONDS;
      date = ascii(LocalDate.ofEpochDay(day) + "T");
    }
    copy(date);
    long ofDay = second % DAY_SECONDS;
    digits(ofDay / 3600, 2);
    bytes[end++] = ':';
    digits(ofDay / 60 % 60, 2);
    bytes[end++] = ':';
    digits(ofDay % 60, 2);
    bytes[end++] = 'Z';
    bytes[end++] = ',';
  }

  private void digits(long value, int count) {
    long rest = value;
    for (int at = end + count - 1; at >= end; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    end += count;
  }

  private void text(byte[] text) {
    copy(text);
    bytes[end++] = ',';
  }

  private void copy(byte[] text) {
    System.arraycopy(text, 0, bytes, end, text.length);
    end += text.length;
  }

  private static byte[][] all(String[] texts) {
    byte[][] bytes = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      bytes[i] = ascii(texts[i]);
    }
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
