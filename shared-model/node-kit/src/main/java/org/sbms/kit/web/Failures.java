package org.sbms.kit.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.BadJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what no handler answered. A fault of ours says outside only that there was one, and a
 * reference; the log says under that reference what it was.
 */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);
  private static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 500, 501, 503);

  private final Pages pages;

  Failures(Pages pages) {
    this.pages = pages;
  }

  void addTo(Router router) {
    for (int status : STATUSES) {
      router.errorHandler(status, context -> answer(context, status));
    }
  }

  private void answer(RoutingContext context, int status) {
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    // A body that nobody wants is read to its end and dropped, or its sender would never listen.
    if (!context.request().isEnded()) {
      context.request().resume();
    }
    Throwable failure = context.failure();
    if (failure instanceof BadJsonException bad) {
      Api.refuse(context, Refusal.invalid(bad.field(), String.valueOf(bad.getMessage())));
    } else if (status >= 500 && failure != null && !(failure instanceof HttpException)) {
      fault(context, failure);
    } else if (isApi(context)) {
      Api.problem(context, Problems.of(status, code(status), detail(status)));
    } else {
      pages.message(context, status, "", "");
    }
  }

  private void fault(RoutingContext context, Throwable failure) {
    String reference = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    log.error(
        "{} {} failed, reference {}",
        context.request().method(),
        context.normalizedPath(),
        reference,
        failure);
    if (isApi(context)) {
      Api.problem(
          context,
          Problems.of(
              500,
              RefusalCode.INTERNAL.code(),
              "Something went wrong here. Reference: " + reference + "."));
    } else {
      pages.message(context, 500, "", reference);
    }
  }

  private static boolean isApi(RoutingContext context) {
    return context.normalizedPath().startsWith("/api/");
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "unauthenticated";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      case 501 -> "not-implemented";
      case 503 -> "unavailable";
      default -> "bad-request";
    };
  }

  private static String detail(int status) {
    return switch (status) {
      case 404 -> "There is nothing at this address.";
      case 405 -> "This address does not take this method.";
      case 413 -> "The body is larger than this call takes.";
      case 415 -> "The body is of a type that this call does not take.";
      case 501 -> "This node does not answer this call.";
      default -> "The request could not be read.";
    };
  }
}
