package org.sbms.central.finance;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.central.branches.ListBranches;
import org.sbms.central.collection.ListJournals;
import org.sbms.central.collection.ShowVolumes;
import org.sbms.central.reconcile.CountMismatches;
import org.sbms.central.reconcile.ListReconciliations;
import org.sbms.central.reconcile.ReconcilePermissions;
import org.sbms.central.reconcile.RunState;
import org.sbms.central.settlement.ListWindows;
import org.sbms.central.settlement.PositionChart;
import org.sbms.central.settlement.ShowExposure;
import org.sbms.central.settlement.ShowPositions;
import org.sbms.central.settlement.ShowPositions.Positions;
import org.sbms.central.settlement.WindowView;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Remote;
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
  private final Remote remote;
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;

  /**
   * @param remote reaches the branches, for what only a desk knows
   */
  public FinanceWeb(
      Executor executor, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    this.executor = executor;
    this.remote = remote;
    this.branches = branches;
    this.clock = clock;
  }

  @Override
  public void addTo(Web web) {
    web.messages("finance")
        .menu(new MenuEntry(PATH, "finance.menu", "chart-donut", 50, ReconcilePermissions.VIEW))
        .get(PATH, ReconcilePermissions.VIEW, this::home);
    new EntriesWeb(executor, branches, clock).addTo(web);
    new TrailWeb(executor, remote).addTo(web);
  }

  private PageResponse home(PageRequest request) {
    Day day = Day.of(request.parameter("day"), request.texts().zone(), clock);
    List<BranchCode> choices = branches.get();
    String branch =
        choices.stream()
            .map(BranchCode::value)
            .filter(request.parameter("branch")::equals)
            .findFirst()
            .orElse("");
    List<ShowVolumes.Volume> volumes =
        ask(
                request,
                new ShowVolumes(day.from(), day.to(), branch),
                () -> new ShowVolumes.Volumes(List.of()))
            .items();
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
            new FinanceHome.Asked(day.date(), branch, choices),
            ask(
                    request,
                    new ListReconciliations(0, RECENT),
                    () -> new ListReconciliations.Runs(List.of(), false))
                .items()
                .stream()
                .filter(run -> run.state() == RunState.DONE)
                .findFirst(),
            mismatches,
            kinds(mismatches, request.texts()),
            volumes,
            VolumeChart.of(volumes, request.texts()),
            ask(request, new ListJournals(), () -> new ListJournals.Journals(List.of())).items(),
            ask(request, new ListBranches(), () -> new ListBranches.Branches(List.of())).items(),
            ask(request, new ShowExposure(), () -> new ShowExposure.Exposures(List.of())).items(),
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
