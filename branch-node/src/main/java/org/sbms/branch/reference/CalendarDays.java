package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** Days that are not what their weekday says, by calendar. */
public final class CalendarDays {
  private static final Set<String> WORKED = Set.of("working-day", "short-day");

  private final ReferenceCache.View<Map<String, Map<LocalDate, Boolean>>> calendars;

  CalendarDays(ReferenceCache cache) {
    calendars = cache.view(Datasets.named("calendar-days").orElseThrow(), CalendarDays::shaped);
  }

  /** Whether each of those days is worked; all others are what their weekday says. */
  public Map<LocalDate, Boolean> of(String calendar) {
    return calendars.get().getOrDefault(calendar, Map.of());
  }

  /** Codes of the calendars that there are. */
  public List<String> codes() {
    return List.copyOf(calendars.get().keySet());
  }

  private static Map<String, Map<LocalDate, Boolean>> shaped(List<DatasetRow> rows) {
    Map<String, Map<LocalDate, Boolean>> calendars = new TreeMap<>();
    for (DatasetRow row : rows) {
      calendars
          .computeIfAbsent(row.get("calendar"), _ -> new HashMap<>())
          .put(LocalDate.parse(row.get("day")), WORKED.contains(row.get("kind")));
    }
    return calendars;
  }
}
