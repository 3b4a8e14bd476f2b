package org.sbms.central.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;

/** The calls of those who work mismatches off: one at a time, or all that a filter leaves. */
final class MismatchApi {
  private static final int DEFAULT_LIMIT = 500;

  private final Executor executor;
  private final BulkWork work;

  MismatchApi(Executor executor) {
    this.executor = executor;
    this.work = new BulkWork(executor);
  }

  void addTo(Web web) {
    web.api("browseMismatches", this::browse)
        .api("showMismatch", this::show)
        .api("assignMismatch", this::assign)
        .api("commentMismatch", this::comment)
        .api("decideMismatch", this::decide)
        .api("workOnMismatches", this::bulk);
  }

  private ApiResponse browse(ApiRequest request) {
    int offset = request.offset();
    int limit = request.parameter("limit").map(Integer::valueOf).orElse(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(asked(request, offset, limit + 1))),
        found ->
            found.items().size() > limit
                ? ApiResponse.items(
                    found.items().subList(0, limit),
                    Optional.of(Cursor.of(Integer.toString(offset + limit))))
                : ApiResponse.items(found.items()));
  }

  private static ListMismatches asked(ApiRequest request, int offset, int limit) {
    return new ListMismatches(
        Optional.empty(),
        request.parameter("kind").orElse(""),
        request.parameter("branch").orElse(""),
        request.parameter("state").orElse(""),
        request.parameter("due").orElse(""),
        request.parameter("age").orElse(""),
        request.parameter("owner").orElse(""),
        request.parameter("search").orElse(""),
        MismatchTable.BY_KIND,
        offset,
        limit);
  }

  private ApiResponse show(ApiRequest request) {
    return byId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowMismatch(id))),
                ApiResponse::ok));
  }

  /** The body of an assignment; an empty login lays the mismatch down. */
  record Owner(@JsonProperty("owner") String owner) {}

  private ApiResponse assign(ApiRequest request) {
    String owner = request.body(Owner.class).owner();
    return byId(request, id -> command(request, new AssignMismatch(id, owner)));
  }

  /** The body of a comment or a decision. */
  record Text(@JsonProperty("text") String text) {}

  private ApiResponse comment(ApiRequest request) {
    String text = request.body(Text.class).text();
    return byId(request, id -> command(request, new CommentMismatch(id, text)));
  }

  private ApiResponse decide(ApiRequest request) {
    String text = request.body(Text.class).text();
    return byId(request, id -> command(request, new ResolveMismatch(id, text)));
  }

  /** The body of work on many. */
  record Work(
      @JsonProperty("work") BulkWork.Kind work, @JsonProperty("text") @Nullable String text) {}

  /**
   * What became of one.
   *
   * @param code of its refusal, and {@code outcome-unknown} where nobody knows yet
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Worked(UUID id, boolean done, Optional<String> code, Optional<String> detail) {

    static Worked of(BulkWork.Result result) {
      return new Worked(
          result.mismatch().id(),
          result.isDone(),
          result
              .refusal()
              .map(refusal -> refusal.code().code())
              .or(() -> result.unknown().map(_ -> "outcome-unknown")),
          result.refusal().map(Refusal::detail).or(result::unknown));
    }
  }

  /**
   * @param more whether the filter leaves more than are worked on at once
   */
  record Bulk(List<Worked> items, long done, boolean more) {}

  private ApiResponse bulk(ApiRequest request) {
    Work body = request.body(Work.class);
    String text = body.text() == null ? "" : body.text().strip();
    if (body.work().needsText() && text.isEmpty()) {
      return ApiResponse.refused(
          Refusal.invalid(List.of(new FieldError("text", "must be filled in"))));
    }
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(asked(request, 0, BulkWork.MAX_AT_ONCE + 1))),
        found -> {
          List<Worked> worked =
              work.on(found.items(), body.work(), text, request.caller(), request.key()).stream()
                  .map(Worked::of)
                  .toList();
          return ApiResponse.ok(
              new Bulk(
                  worked,
                  worked.stream().filter(Worked::done).count(),
                  found.items().size() > BulkWork.MAX_AT_ONCE));
        });
  }

  private ApiResponse command(ApiRequest request, Operation<MismatchView> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())), ApiResponse::ok);
  }

  private static ApiResponse byId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such mismatch."));
    }
    return answer.apply(id);
  }
}
