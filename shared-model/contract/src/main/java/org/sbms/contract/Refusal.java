package org.sbms.contract;

import java.util.List;

/**
 * Why something was not done.
 *
 * @param code stable, for programs
 * @param detail one sentence, for people
 * @param errors what is wrong with which field; empty unless the input was bad
 */
public record Refusal(RefusalCode code, String detail, List<FieldError> errors) {

  /** A field by its path in the request ({@code amount}, {@code lines[3].account}). */
  public record FieldError(String field, String message) {}

  public Refusal {
    errors = List.copyOf(errors);
  }

  public static Refusal of(RefusalCode code, String detail) {
    return new Refusal(code, detail, List.of());
  }

  public static Refusal invalid(List<FieldError> errors) {
    return new Refusal(RefusalCode.INVALID, "Some fields need a correction.", errors);
  }

  public static Refusal invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }
}
