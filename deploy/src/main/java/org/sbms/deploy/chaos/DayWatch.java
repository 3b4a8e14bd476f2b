package org.sbms.deploy.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Federation;

/** Remembers what a closed day held when it was first seen closed. */
final class DayWatch extends Watch {
  private static final String CLOSED_DAYS =
      """
      select d.day || ' closed ' || d.closed_at || ' at ' || d.last_number || ' '
             || encode(d.head_hash, 'hex') || ' with ' || count(p.id) || ' postings of '
             || coalesce(sum(p.amount_minor), 0),
             d.day::text
      from business_day d left join ledger_posting p on p.value_date = d.day
      where d.closed_at is not null
      group by d.day, d.closed_at, d.last_number, d.head_hash
      """;

  /** Posted at home for a day after that day was closed. */
  private static final String LATE_ENTRIES =
      """
      select count(*) from journal_entry e join business_day d on d.day = e.settlement_day
      where e.kind like 'CREDIT%' and d.closed_at is not null and e.number > d.last_number
      """;

  private final Federation federation;
  private final List<NodeId> branches;
  private final Map<String, String> firstSeen = new TreeMap<>();

  DayWatch(Federation federation, List<NodeId> branches) {
    super(Duration.ofSeconds(3));
    this.federation = federation;
    this.branches = branches;
  }

  @Override
  void look() throws SQLException {
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        closedDays(connection)
            .forEach((day, text) -> firstSeen.putIfAbsent(branch + " " + day, text));
      }
    }
  }

  private static Map<String, String> closedDays(Connection connection) throws SQLException {
    Map<String, String> days = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(CLOSED_DAYS)) {
      while (rows.next()) {
        days.put(rows.getString(2), rows.getString(1));
      }
    }
    return days;
  }

  Finding finding() throws SQLException {
    List<String> changed = new ArrayList<>();
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        Map<String, String> now = closedDays(connection);
        firstSeen.forEach((key, text) -> {
          String day = key.substring(branch.value().length() + 1);
          if (key.startsWith(branch + " ") && !text.equals(now.get(day))) {
            changed.add(branch + ": " + text + ", now " + now.get(day));
          }
        });
        long late = Books.count(connection, LATE_ENTRIES);
        if (late > 0) {
          changed.add(branch + ": " + late + " entries for a day that was closed");
        }
      }
    }
    return new Finding(
        "I10",
        "closed days do not change",
        changed.isEmpty(),
        changed.isEmpty()
            ? firstSeen.size() + " days were closed under load: " + firstSeen.keySet()
            : String.join("; ", changed));
  }
}
