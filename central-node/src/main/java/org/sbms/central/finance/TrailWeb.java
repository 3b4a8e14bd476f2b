package org.sbms.central.finance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.central.collection.CollectionFeature;
import org.sbms.central.collection.ShowTransaction;
import org.sbms.central.collection.ShownEntry;
import org.sbms.central.reconcile.ListMismatches;
import org.sbms.central.reconcile.MismatchView;
import org.sbms.central.settlement.ListLinesOf;
import org.sbms.contract.Actor;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;

/** Follows a transaction from central's books to the desk. */
final class TrailWeb {
  static final String PATH = FinanceWeb.PATH + "/trail/";

  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());
  private static final OperationSpec<AskReceipt, AskReceipt.Answer> ASK =
      OperationSpec.of(
              AskReceipt.NAME,
              AskReceipt.class,
              AskReceipt.Answer.class,
              new Permission("takings.read"))
          .placedAt(asked -> NodeId.of(asked.branch()))
          .queryElsewhere();

  private final Executor executor;
  private final Remote remote;

  TrailWeb(Executor executor, Remote remote) {
    this.executor = executor;
    this.remote = remote;
  }

  void addTo(Web web) {
    web.get(PATH + ":id", CollectionFeature.VIEW, this::page).api("showTrail", this::byApi);
  }

  private PageResponse page(PageRequest request) {
    Optional<UUID> id = request.pathId("id");
    if (id.isEmpty()) {
      return PageResponse.notFound("There is no such transaction.");
    }
    return PageResponse.of(
        trail(request.caller(), id.get(), request.parameter("receipt").equals("yes")),
        trail -> PageResponse.page("finance/trail", trail));
  }

  /**
   * As the API gives it.
   *
   * @param receiptState {@code NOT_ASKED}, {@code FOUND}, {@code NOTHING} or {@code NOT_REACHABLE}
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Shown(
      UUID transactionId,
      List<JournalEntry> entries,
      List<ListLinesOf.Line> lines,
      Optional<UUID> mismatch,
      String receiptState,
      Optional<AskReceipt.Receipt> receipt) {

    static Shown of(Trail trail) {
      List<JournalEntry> entries = trail.entries().stream().map(ShownEntry::entry).toList();
      Optional<UUID> mismatch = trail.mismatch().map(MismatchView::id);
      return switch (trail.desk()) {
        case Trail.NotAsked() -> of(trail, entries, mismatch, "NOT_ASKED", Optional.empty());
        case Trail.Found(AskReceipt.Receipt receipt) ->
            of(trail, entries, mismatch, "FOUND", Optional.of(receipt));
        case Trail.Nothing() -> of(trail, entries, mismatch, "NOTHING", Optional.empty());
        case Trail.NotReachable _ ->
            of(trail, entries, mismatch, "NOT_REACHABLE", Optional.empty());
      };
    }

    private static Shown of(
        Trail trail,
        List<JournalEntry> entries,
        Optional<UUID> mismatch,
        String state,
        Optional<AskReceipt.Receipt> receipt) {
      return new Shown(trail.transactionId(), entries, trail.lines(), mismatch, state, receipt);
    }
  }

  private ApiResponse byApi(ApiRequest request) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException malformed) {
      return ApiResponse.refused(unknown());
    }
    boolean asks = request.parameter("receipt").equals(Optional.of("true"));
    return ApiResponse.of(
        trail(request.caller(), id, asks), trail -> ApiResponse.ok(Shown.of(trail)));
  }

  /** The branch is asked outside of any transaction, and only when somebody wants to know. */
  private Outcome<Trail> trail(Caller caller, UUID id, boolean withReceipt) {
    return switch (executor.run(caller, Request.query(new ShowTransaction(id)))) {
      case Outcome.Done<ShowTransaction.Transaction>(var found) ->
          found.entries().isEmpty()
              ? Outcome.refused(unknown())
              : Outcome.done(trail(caller, id, found.entries(), withReceipt));
      case Outcome.Refused<ShowTransaction.Transaction>(var refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<ShowTransaction.Transaction>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  private Trail trail(Caller caller, UUID id, List<ShownEntry> entries, boolean withReceipt) {
    ListMismatches ofTransaction =
        new ListMismatches(Optional.empty(), "", "", "", "", "", "", id.toString(), "kind", 0, 1);
    Trail trail =
        new Trail(
            id,
            entries,
            ask(caller, new ListLinesOf(id)).map(ListLinesOf.Lines::items).orElseGet(List::of),
            ask(caller, ofTransaction).flatMap(found -> found.items().stream().findFirst()),
            new Trail.NotAsked());
    return withReceipt
        ? new Trail(
            id, entries, trail.lines(), trail.mismatch(), receipt(trail.origin().orElseThrow(), id))
        : trail;
  }

  private Trail.Desk receipt(BranchCode origin, UUID id) {
    try {
      return switch (remote.call(
          NodeId.of(origin), CENTRAL, ASK, Request.query(new AskReceipt(origin, id)))) {
        case Outcome.Done<AskReceipt.Answer>(var answer) ->
            answer.receipt().<Trail.Desk>map(Trail.Found::new).orElseGet(Trail.Nothing::new);
        case Outcome.Refused<AskReceipt.Answer>(var refusal) ->
            new Trail.NotReachable(refusal.detail());
        case Outcome.Unknown<AskReceipt.Answer>(String why) -> new Trail.NotReachable(why);
      };
    } catch (RuntimeException failure) {
      return new Trail.NotReachable(String.valueOf(failure.getMessage()));
    }
  }

  /** Empty when the visitor may not ask it: then that part is left out. */
  private <R> Optional<R> ask(Caller caller, Operation<R> question) {
    return executor.run(caller, Request.query(question)) instanceof Outcome.Done<R>(R result)
        ? Optional.of(result)
        : Optional.empty();
  }

  private static Refusal unknown() {
    return new Refusal(RefusalCode.NOT_FOUND, "There is no such transaction.", List.of());
  }
}
