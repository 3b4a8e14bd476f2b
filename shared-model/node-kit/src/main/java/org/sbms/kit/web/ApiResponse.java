package org.sbms.kit.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.Outcome;
import org.sbms.contract.Problem;
import org.sbms.contract.Refusal;

/** What an API handler answers. */
public sealed interface ApiResponse {

  record Json(int status, Object body, Map<String, String> headers) implements ApiResponse {}

  /** JSON that is there as text already. */
  record JsonText(byte[] text) implements ApiResponse {}

  record File(String fileName, String contentType, byte[] bytes) implements ApiResponse {}

  record NoContent() implements ApiResponse {}

  record Failed(Problem problem, Map<String, String> headers) implements ApiResponse {}

  /** A list: {@code next} is the cursor of the next page, absent on the last. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Items<T>(List<T> items, Optional<String> next) {}

  static ApiResponse ok(Object body) {
    return new Json(200, body, Map.of());
  }

  static ApiResponse created(Object body) {
    return new Json(201, body, Map.of());
  }

  static ApiResponse items(List<?> items) {
    return ok(new Items<>(items, Optional.empty()));
  }

  static ApiResponse items(List<?> items, Optional<String> next) {
    return ok(new Items<>(items, next));
  }

  static ApiResponse csv(String fileName, byte[] bytes) {
    return new File(fileName, "text/csv; charset=utf-8", bytes);
  }

  static ApiResponse refused(Refusal refusal) {
    return new Failed(Problem.of(refusal), Map.of());
  }

  static <R> ApiResponse of(Outcome<R> outcome, Function<R, ApiResponse> done) {
    return switch (outcome) {
      case Outcome.Done<R>(R result) -> done.apply(result);
      case Outcome.Refused<R>(Refusal refusal) -> refused(refusal);
      case Outcome.Unknown<R>(String why) -> new Failed(unknown(why), Map.of("Retry-After", "2"));
    };
  }

  /** What stands in a list of outcomes for one that is not done. */
  static <R> Optional<Problem> problem(Outcome<R> outcome) {
    return switch (outcome) {
      case Outcome.Done<R> _ -> Optional.empty();
      case Outcome.Refused<R>(Refusal refusal) -> Optional.of(Problem.of(refusal));
      case Outcome.Unknown<R>(String why) -> Optional.of(unknown(why));
    };
  }

  private static Problem unknown(String why) {
    return Problems.of(
        504,
        "outcome-unknown",
        "No answer came, so it is not known whether it was done. Ask again with the"
            + " same Idempotency-Key. ("
            + why
            + ")");
  }
}
