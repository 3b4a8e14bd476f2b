package org.sbms.reconciliation.journal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;

/** What each side says of the thing that differs, in words for the report. */
final class Values {
  private static final List<JournalKind> TELLING_AT_ORIGIN =
      List.of(
          JournalKind.PAYMENT_CONFIRMED,
          JournalKind.PAYMENT_REVERSED,
          JournalKind.GOODS_CONFIRMED,
          JournalKind.GOODS_REVERSED,
          JournalKind.REFUND_PAID,
          JournalKind.REFUND_CANCELLED);
  private static final List<JournalKind> TELLING_AT_HOME =
      List.of(
          JournalKind.CREDIT_POSTED,
          JournalKind.CREDIT_REVERSED,
          JournalKind.GOODS_CHARGED,
          JournalKind.GOODS_CHARGE_REVERSED,
          JournalKind.REFUND_GRANTED,
          JournalKind.REFUND_RETURNED);

  private Values() {}

  static Verdict.Mismatched of(Pair pair, MismatchKind kind) {
    return switch (kind) {
      case MISSING_AT_HOME, MISSING_AT_ORIGIN ->
          said(pair, kind, entry -> entry.amount().toString());
      case AMOUNT_DIFFERS -> said(pair, kind, entry -> entry.amount().amount());
      case CURRENCY_DIFFERS -> said(pair, kind, entry -> entry.amount().currencyCode());
      case ACCOUNT_DIFFERS -> said(pair, kind, JournalEntry::subject);
      case BRANCH_DIFFERS -> said(pair, kind, entry -> entry.origin() + " to " + entry.home());
      case STATUS_DIFFERS ->
          new Verdict.Mismatched(
              kind,
              stateOf(pair, pair.origin(), entry -> OriginState.after(entry.kind()).name()),
              stateOf(pair, pair.home(), entry -> HomeState.after(entry.kind()).name()));
      case DUPLICATE ->
          new Verdict.Mismatched(
              kind, pair.originCount() + " entries", pair.homeCount() + " entries");
      case DAY_DIFFERS ->
          new Verdict.Mismatched(
              kind,
              days(pair, pair.origin(), TELLING_AT_ORIGIN),
              days(pair, pair.home(), TELLING_AT_HOME));
      case CHAIN_BROKEN -> throw new IllegalStateException("that is said of a journal, not a pair");
    };
  }

  private static Verdict.Mismatched said(
      Pair pair, MismatchKind kind, Function<JournalEntry, String> value) {
    return new Verdict.Mismatched(
        kind,
        kind == MismatchKind.MISSING_AT_ORIGIN ? "" : distinct(pair.origin(), value),
        kind == MismatchKind.MISSING_AT_HOME ? "" : distinct(pair.home(), value));
  }

  /** One value as a rule; more where a side contradicts itself. */
  private static String distinct(Side side, Function<JournalEntry, String> value) {
    return side.entries().stream().map(value).distinct().collect(Collectors.joining(", "));
  }

  /** The state, and what it is the state of where the sides speak of different things. */
  private static String stateOf(Pair pair, Side side, Function<JournalEntry, String> state) {
    JournalEntry last = side.last();
    return pair.mattersAgree() ? state.apply(last) : last.kind().matter() + " " + state.apply(last);
  }

  private static String days(Pair pair, Side side, List<JournalKind> telling) {
    return telling.stream()
        .map(kind -> pair.dayAt(side, kind))
        .flatMap(Optional::stream)
        .map(LocalDate::toString)
        .collect(Collectors.joining(", "));
  }
}
