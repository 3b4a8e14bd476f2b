package org.sbms.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode.Category;

/**
 * A refusal as RFC 9457 {@code application/problem+json}.
 *
 * @param type a URI that names the kind, {@code urn:sbms:problem:not-found}
 * @param code the refusal's stable code
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(Refusal refusal) {
    RefusalCode code = refusal.code();
    return new Problem(
        "urn:sbms:problem:" + code.code(),
        title(code.category()),
        code.category().httpStatus(),
        refusal.detail(),
        code.code(),
        refusal.errors());
  }

  private static String title(Category category) {
    return switch (category) {
      case INVALID -> "The request is not valid";
      case UNAUTHENTICATED -> "Who asks is not known";
      case FORBIDDEN -> "Not permitted";
      case NOT_FOUND -> "Not found";
      case CONFLICT -> "The present state does not allow it";
      case TOO_LARGE -> "Too large";
      case BUSY -> "Too many requests";
      case UNREACHABLE -> "A needed node cannot be reached";
      case FAULT -> "Something went wrong";
    };
  }
}
