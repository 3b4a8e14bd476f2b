package org.sbms.branch.settlement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.settlement.ListSettlements.Settled;
import org.sbms.branch.settlement.ListSettlements.Settlements;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.settlement.PairSums;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.ShowSettlement;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.TrialBalances;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableSpec;

/** Settlement as the branch books it: central says what, the branch's ledger has it. */
public final class SettlementFeature implements WebFeature {
  /** The feature's folder of migrations; those of {@code ledger} are needed too. */
  public static final String MIGRATIONS = "branch-settlement";

  /** Central's alone. */
  public static final Permission POST = new Permission("settlement.post");

  private static final String PATH = "/settlements";
  private static final int MAX_WINDOW = 40;

  private static final TableSpec<Settled> TABLE =
      new TableSpec<>(
          "settlements",
          "window",
          List.of(
              Column.of("window", each -> new Cell.Text("№ " + each.window())),
              Column.of("counterparty", each -> new Cell.Text(each.sums().counterparty().value())),
              Column.<Settled>of("isOwed", each -> new Cell.Amount(each.sums().isOwed()))
                  .end()
                  .wideOnly(),
              Column.<Settled>of("owes", each -> new Cell.Amount(each.sums().owes()))
                  .end()
                  .wideOnly(),
              Column.<Settled>of("commission", SettlementFeature::commission).end().wideOnly(),
              Column.<Settled>of("net", each -> new Cell.Amount(each.sums().net())).end(),
              Column.of(
                  "state",
                  each ->
                      each.isPaid()
                          ? new Cell.Badge("settlements.PAID", "green")
                          : new Cell.Badge("settlements.AGREED", "yellow")),
              Column.<Settled>of("agreed", each -> new Cell.Time(each.agreedAt())).wideOnly()),
          List.of());

  private final Executor executor;

  public SettlementFeature(Executor executor) {
    this.executor = executor;
  }

  /** What the page shows. */
  public record SettlementsPage(Table<Settled> table) {}

  public static void register(
      Operations operations, Ledger ledger, BusinessDays days, Clock clock) {
    SettlementHandlers handlers = new SettlementHandlers(ledger, days, clock);
    operations.register(
        OperationSpec.of(
                PostSettlement.NAME, PostSettlement.class, PostSettlement.Posted.class, POST)
            .checkedBy(SettlementFeature::problems)
            .placedAt(asked -> NodeId.of(asked.branch()))
            .handledBy(handlers::post));
    operations.register(
        OperationSpec.of(
                ShowSettlement.NAME, ShowSettlement.class, ShowSettlement.Shown.class, POST)
            .placedAt(asked -> NodeId.of(asked.branch()))
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of(
                "list-settlements", ListSettlements.class, Settlements.class, TrialBalances.VIEW)
            .checkedBy(asked ->
                asked.limit() < 1 || asked.limit() > ListSettlements.MAX_LIMIT
                    ? List.of(
                        new FieldError(
                            "limit", "must be between 1 and " + ListSettlements.MAX_LIMIT))
                    : List.of())
            .answeredBy(handlers::list));
  }

  @Override
  public void addTo(Web web) {
    web.messages("branch-settlement")
        .menu(new MenuEntry(PATH, "settlements.menu", "building-bank", 52, TrialBalances.VIEW))
        .get(
            PATH,
            TrialBalances.VIEW,
            request ->
                request.table(
                    TABLE,
                    query ->
                        switch (executor.run(
                            request.caller(),
                            Request.query(new ListSettlements(query.offset(), query.limit())))) {
                          case Outcome.Done<Settlements>(var found) -> found.items();
                          case Outcome.Refused<Settlements> _, Outcome.Unknown<Settlements> _ ->
                              List.of();
                        },
                    table ->
                        PageResponse.page("settlement/settlements", new SettlementsPage(table))));
  }

  private static Cell commission(Settled each) {
    PairSums sums = each.sums();
    return new Cell.Amount(
        sums.commissionEarned()
            .plus(sums.taxEarned())
            .minus(sums.commissionOwed())
            .minus(sums.taxOwed()));
  }

  /** Sums that do not go together would not balance between the two branches. */
  private static List<FieldError> problems(PostSettlement asked) {
    List<FieldError> problems = new ArrayList<>();
    if (asked.window().isBlank() || asked.window().length() > MAX_WINDOW) {
      problems.add(new FieldError("window", "must have 1 to " + MAX_WINDOW + " characters"));
    }
    if (asked.pairs().size() > PostSettlement.MAX_PAIRS) {
      problems.add(new FieldError("pairs", "must be at most " + PostSettlement.MAX_PAIRS));
    }
    if (asked.pairs().stream().anyMatch(pair -> pair.counterparty().equals(asked.branch()))) {
      problems.add(new FieldError("pairs", "must be with other branches"));
    }
    return problems;
  }
}
