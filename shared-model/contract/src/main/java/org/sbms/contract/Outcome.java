package org.sbms.contract;

import java.util.function.Function;

/** What became of an operation. A refusal is a value like a result: stored, replayed, rendered. */
public sealed interface Outcome<R> {

  /** It was done, and durably so. */
  record Done<R>(R result) implements Outcome<R> {}

  /** It was not done and will not be, for the reason given. */
  record Refused<R>(Refusal refusal) implements Outcome<R> {}

  /**
   * Whether it was done cannot be told: an answer did not come. Only asking again under the same id
   * can tell.
   */
  record Unknown<R>(String why) implements Outcome<R> {}

  static <R> Outcome<R> done(R result) {
    return new Done<>(result);
  }

  static <R> Outcome<R> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <R> Outcome<R> refused(RefusalCode code, String detail) {
    return new Refused<>(Refusal.of(code, detail));
  }

  default <T> Outcome<T> map(Function<? super R, ? extends T> mapping) {
    return switch (this) {
      case Done<R>(R result) -> new Done<>(mapping.apply(result));
      case Refused<R>(Refusal refusal) -> new Refused<>(refusal);
      case Unknown<R>(String why) -> new Unknown<>(why);
    };
  }
}
