package org.sbms.central.finance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.central.collection.ListJournals;
import org.sbms.central.reconcile.CountMismatches;
import org.sbms.central.reconcile.ListReconciliations;
import org.sbms.central.reconcile.ReconcilePermissions;
import org.sbms.central.reconcile.RunState;
import org.sbms.central.settlement.ListWindows;
import org.sbms.central.settlement.PositionChart;
import org.sbms.central.settlement.ShowPositions;
import org.sbms.central.settlement.ShowPositions.Positions;
import org.sbms.central.settlement.WindowView;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** Puts the start page of finance together from what it may ask. */
public final class FinanceWeb implements WebFeature {
  public static final String PATH = "/finance";
  private static final int RECENT = 5;

  private final Executor executor;

  public FinanceWeb(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("finance")
        .menu(new MenuEntry(PATH, "finance.menu", "chart-donut", 50, ReconcilePermissions.VIEW))
        .get(PATH, ReconcilePermissions.VIEW, this::home);
  }

  private PageResponse home(PageRequest request) {
    List<WindowView> windows =
        ask(request, new ListWindows(0, RECENT), () -> new ListWindows.Windows(List.of())).items();
    Optional<Positions> open =
        windows.stream()
            .filter(window -> window.closedAt().isEmpty())
            .findFirst()
            .flatMap(window -> tryAsk(request, new ShowPositions(window.id())));
    CountMismatches.Counts mismatches =
        ask(
            request,
            new CountMismatches(),
            () -> new CountMismatches.Counts(0, 0, Map.of(), Map.of()));
    return PageResponse.page(
        "finance/home",
        new FinanceHome(
            ask(
                    request,
                    new ListReconciliations(0, RECENT),
                    () -> new ListReconciliations.Runs(List.of()))
                .items()
                .stream()
                .filter(run -> run.state() == RunState.DONE)
                .findFirst(),
            mismatches,
            kinds(mismatches, request.texts()),
            ask(request, new ListJournals(), () -> new ListJournals.Journals(List.of())).items(),
            windows,
            open,
            open.map(positions -> PositionChart.of(positions.items(), request.texts()))
                .orElseGet(List::of)));
  }

  private static Optional<String> kinds(CountMismatches.Counts counts, Texts texts) {
    if (counts.total() == 0) {
      return Optional.empty();
    }
    List<Map<String, Object>> slices =
        counts.byKind().entrySet().stream()
            .map(entry ->
                Map.<String, Object>of(
                    "name", texts.t("mismatch." + entry.getKey()), "value", entry.getValue()))
            .toList();
    return Optional.of(
        Json.write(
            Map.of(
                "tooltip",
                Map.of("trigger", "item"),
                "legend",
                Map.of("bottom", 0, "type", "scroll"),
                "series",
                List.of(
                    Map.of(
                        "type",
                        "pie",
                        "radius",
                        List.of("45%", "70%"),
                        "center",
                        List.of("50%", "42%"),
                        "label",
                        Map.of("formatter", "{c}"),
                        "data",
                        slices)))));
  }

  private <R> R ask(PageRequest request, Operation<R> question, Supplier<R> otherwise) {
    return tryAsk(request, question).orElseGet(otherwise);
  }

  /** Empty when the visitor may not ask it: then the page leaves that part out. */
  private <R> Optional<R> tryAsk(PageRequest request, Operation<R> question) {
    return switch (executor.run(request.caller(), Request.query(question))) {
      case Outcome.Done<R>(R result) -> Optional.of(result);
      case Outcome.Refused<R> _, Outcome.Unknown<R> _ -> Optional.empty();
    };
  }
}
