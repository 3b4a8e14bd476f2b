package org.sbms.kit.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page that a call asks for, of a list that counts its items.
 *
 * @param offset how many items come before it
 * @param limit how many it shows at most
 */
public record ApiPage(int offset, int limit) {

  /** One more than is shown: it says whether another page follows. */
  public int asked() {
    return limit + 1;
  }

  /**
   * @param found at most as many as {@link #asked}
   */
  public ApiResponse of(List<?> found) {
    return of(found, Function.identity());
  }

  public <T> ApiResponse of(List<? extends T> found, Function<T, ?> shown) {
    return ApiResponse.items(found.stream().limit(limit).map(shown).toList(), next(found.size()));
  }

  /** Where the next page begins; none after the last. */
  public Optional<String> next(int found) {
    return found > limit
        ? Optional.of(Cursor.of(Integer.toString(offset + limit)))
        : Optional.empty();
  }
}
