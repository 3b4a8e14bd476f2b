package org.sbms.kit.web;

import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;

/** Says what of a call breaks the contract, field by field. */
final class ContractViolations {
  private static final int MAX_ERRORS = 50;

  /** The library names a parameter in its sentence only. */
  private static final Pattern PARAMETER = Pattern.compile(" parameter ([A-Za-z0-9_-]+)");

  private static final Pattern REQUIRED = Pattern.compile("required property \"([^\"]+)\"");

  /** The validator also reports every schema above a violation, which tells a client nothing. */
  private static final Pattern ABOVE = Pattern.compile(".*/(properties(/[^/]+)?|items|\\$ref)");

  private ContractViolations() {}

  static void answer(RoutingContext context, ValidatorException wrong) {
    if (wrong.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      context.fail(415);
      return;
    }
    String detail = String.valueOf(wrong.getMessage());
    Matcher parameter = PARAMETER.matcher(detail);
    String at = parameter.find() ? parameter.group(1) : "";
    List<FieldError> errors = new ArrayList<>();
    if (wrong instanceof SchemaValidationException schema && schema.getOutputUnit() != null) {
      collect(schema.getOutputUnit(), at, errors);
    }
    if (wrong.type() == ValidatorErrorType.ILLEGAL_VALUE && at.isEmpty()) {
      Api.problem(context, Problems.of(400, "bad-json", "The body is not valid JSON."));
      return;
    }
    if (errors.isEmpty()) {
      errors.add(new FieldError(at, detail));
    }
    Api.refuse(context, new Refusal(RefusalCode.INVALID, detail, errors));
  }

  private static void collect(OutputUnit unit, String at, List<FieldError> errors) {
    if (unit.getErrors() == null) {
      return;
    }
    for (OutputUnit error : unit.getErrors()) {
      String message = error.getError();
      if (errors.size() < MAX_ERRORS && message != null && isLeaf(error)) {
        String field = at + path(String.valueOf(error.getInstanceLocation()));
        errors.add(new FieldError(join(field, missing(message)), message));
      }
      collect(error, at, errors);
    }
  }

  private static boolean isLeaf(OutputUnit error) {
    return !ABOVE.matcher(String.valueOf(error.getKeywordLocation())).matches();
  }

  private static String missing(String message) {
    Matcher required = REQUIRED.matcher(message);
    return required.find() ? required.group(1) : "";
  }

  private static String join(String path, String step) {
    return path.isEmpty() || step.isEmpty() ? path + step : path + "." + step;
  }

  /** {@code #/lines/3/account} reads as {@code lines[3].account}. */
  private static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String step : pointer.replaceFirst("^#?/?", "").split("/", -1)) {
      if (!step.isEmpty() && step.chars().allMatch(Character::isDigit)) {
        path.append('[').append(step).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    return path.toString();
  }
}
