package org.sbms.reconciliation.journal;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;

/** What each side says of the thing that differs, in words for the report. */
final class Values {
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
              OriginState.after(pair.origin().last().kind()).name(),
              HomeState.after(pair.home().last().kind()).name());
      case DUPLICATE ->
          new Verdict.Mismatched(
              kind, pair.originCount() + " entries", pair.homeCount() + " entries");
      case DAY_DIFFERS ->
          new Verdict.Mismatched(
              kind,
              days(
                  pair, pair.origin(), JournalKind.PAYMENT_CONFIRMED, JournalKind.PAYMENT_REVERSED),
              days(pair, pair.home(), JournalKind.CREDIT_POSTED, JournalKind.CREDIT_REVERSED));
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

  private static String days(Pair pair, Side side, JournalKind posted, JournalKind reversed) {
    Optional<LocalDate> first = pair.dayAt(side, posted);
    Optional<LocalDate> second = pair.dayAt(side, reversed);
    return java.util.stream.Stream.of(first, second)
        .flatMap(Optional::stream)
        .map(LocalDate::toString)
        .collect(Collectors.joining(", "));
  }
}
