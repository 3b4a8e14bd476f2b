package org.sbms.central.corporate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;

/** What the calls of corporate clients have in common. */
final class Paths {
  static final int DEFAULT_LIMIT = 100;

  private Paths() {}

  static ApiResponse withId(ApiRequest request, String part, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart(part));
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such thing."));
    }
    return answer.apply(id);
  }

  /** A client that wants a repeat to be safe sends a key; each call of any other is its own. */
  static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  static int limit(ApiRequest request) {
    return request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT);
  }

  /**
   * @param found one more than the limit, where there is more
   */
  static ApiResponse page(ApiRequest request, List<?> found) {
    int limit = limit(request);
    return found.size() > limit
        ? ApiResponse.items(
            found.subList(0, limit),
            Optional.of(Cursor.of(Integer.toString(request.offset() + limit))))
        : ApiResponse.items(found);
  }
}
