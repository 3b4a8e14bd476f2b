package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;

/** What the calls about subscribers have in common. */
final class CallParts {
  private CallParts() {}

  /** Whether only to say what would be changed and what it would cost. */
  static boolean isDryRun(ApiRequest request) {
    return request.parameter("dryRun").map(Boolean::parseBoolean).orElse(false);
  }

  static Optional<LocalDate> day(Optional<String> text) {
    try {
      return text.map(Dates::read);
    } catch (IllegalArgumentException malformed) {
      throw BadJsonException.at("effective", String.valueOf(malformed.getMessage()));
    }
  }

  /** For calls about what a branch sells. */
  static ApiResponse branch(
      ApiRequest request, BranchCode self, Function<BranchCode, ApiResponse> answer) {
    BranchCode branch;
    try {
      branch = request.parameter("branch").map(BranchCode::new).orElse(self);
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.refused(Refusal.invalid("branch", String.valueOf(malformed.getMessage())));
    }
    return answer.apply(branch);
  }

  /** A client that sends none asks once: repeated, it meets what it has done already. */
  static String keyOrNew(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }
}
