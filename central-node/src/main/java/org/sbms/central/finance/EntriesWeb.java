package org.sbms.central.finance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.central.collection.BrowseEntries;
import org.sbms.central.collection.CollectionFeature;
import org.sbms.central.collection.EntryTable;
import org.sbms.central.collection.ShowVolumes;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;

/** The entries behind the figures of a day. */
public final class EntriesWeb {
  static final String PATH = FinanceWeb.PATH + "/entries";
  private static final int DEFAULT_LIMIT = 100;

  private final Executor executor;
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;

  EntriesWeb(Executor executor, Supplier<List<BranchCode>> branches, Clock clock) {
    this.executor = executor;
    this.branches = branches;
    this.clock = clock;
  }

  public record EntriesPage(Table<JournalEntry> table, LocalDate day) {}

  void addTo(Web web) {
    web.get(PATH, CollectionFeature.VIEW, this::page)
        .api("browseEntries", this::entries)
        .api("showVolumes", this::volumes);
  }

  private PageResponse page(PageRequest request) {
    Day day = Day.of(request.parameter("day"), request.texts().zone(), clock);
    return request.table(
        EntryTable.spec(branches.get(), TrailWeb.PATH),
        query -> rows(request, query, day),
        table -> PageResponse.page("finance/entries", new EntriesPage(table, day.date())));
  }

  private List<JournalEntry> rows(PageRequest request, TableQuery query, Day day) {
    BrowseEntries asked = EntryTable.asked(query, day.from(), day.to());
    return executor.run(request.caller(), Request.query(asked))
            instanceof Outcome.Done<BrowseEntries.Entries>(var found)
        ? found.items()
        : List.of();
  }

  private ApiResponse entries(ApiRequest request) {
    Optional<Day> day = day(request);
    if (day.isEmpty()) {
      return badDay();
    }
    int offset = request.offset();
    int limit = request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    BrowseEntries asked =
        new BrowseEntries(
            day.get().from(),
            day.get().to(),
            request.parameter("origin").orElse(""),
            request.parameter("home").orElse(""),
            request.parameter("kind").orElse(""),
            request.parameter("search").orElse(""),
            "at",
            offset,
            limit + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(asked)),
        found -> {
          boolean more = found.items().size() > limit;
          return ApiResponse.items(
              more ? found.items().subList(0, limit) : found.items(),
              more ? Optional.of(Cursor.of(String.valueOf(offset + limit))) : Optional.empty());
        });
  }

  private ApiResponse volumes(ApiRequest request) {
    Optional<Day> day = day(request);
    if (day.isEmpty()) {
      return badDay();
    }
    ShowVolumes asked =
        new ShowVolumes(day.get().from(), day.get().to(), request.parameter("branch").orElse(""));
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(asked)),
        found -> ApiResponse.items(found.items()));
  }

  /** Days of the API are those of UTC. */
  private Optional<Day> day(ApiRequest request) {
    String text = request.parameter("day").orElse("");
    return text.isEmpty()
        ? Optional.of(Day.of("", ZoneOffset.UTC, clock))
        : Day.parse(text, ZoneOffset.UTC);
  }

  private static ApiResponse badDay() {
    return ApiResponse.refused(Refusal.invalid("day", "must be a day such as 2026-11-25"));
  }
}
