package org.sbms.deploy.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Federation;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;

/** What central makes of it all: reconciliation, positions, and every ledger's own balance. */
final class Settling {
  private static final Duration COMPLETE_WITHIN = Duration.ofSeconds(120);

  /** A payment's money is where its state says: in the drawer, or given back; never in between. */
  private static final String MISPLACED =
      """
      select count(*) from payment p join lateral (
        select coalesce(sum(case when debit like '10%' then amount_minor end), 0)
               - coalesce(sum(case when credit like '10%' then amount_minor end), 0) as drawer,
               coalesce(sum(case when credit like '2310%' then amount_minor end), 0)
               - coalesce(sum(case when debit like '2310%' then amount_minor end), 0) as transit
        from ledger_posting l where l.transaction_id = p.id) as moved on true
      where transit <> 0
         or drawer <> case when state = 'REVERSED' then 0 else amount_minor end
      """;

  private static final String UNBALANCED =
      "select count(*) from ledger_posting where debit = credit or amount_minor <= 0";

  private final Federation federation;
  private final List<NodeId> branches;
  private final ReconciliationWatch reconciliation;

  Settling(Federation federation, List<NodeId> branches, ReconciliationWatch reconciliation) {
    this.federation = federation;
    this.branches = branches;
    this.reconciliation = reconciliation;
  }

  /** I7, of what was reconciled; it closes the window. */
  Finding positions() throws IOException, InterruptedException {
    Problems problems = new Problems();
    NodeApi finance = reconciliation.finance();
    String windows = "/api/v1/settlement-windows";
    String open = "";
    for (JsonNode window : finance.get(windows).json().path("items")) {
      open = window.path("state").asText().equals("OPEN") ? window.path("id").asText() : open;
    }
    Answer closed =
        finance.post(
            windows + "/" + open + "/close",
            Map.of(),
            Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    problems.require(closed.status() == 200, "the window does not close: %s", closed.text());
    Map<String, BigDecimal> nets = new TreeMap<>();
    for (JsonNode position :
        finance.get(windows + "/" + open + "/positions").json().path("items")) {
      nets.put(
          position.path("branch").asText(), new BigDecimal(position.at("/net/amount").asText()));
    }
    BigDecimal sum = nets.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    problems.require(sum.signum() == 0, "positions sum to %s: %s", sum, nets);
    Map<String, BigDecimal> booked = new TreeMap<>();
    for (String branch : nets.keySet()) {
      booked.put(
          branch, nets.get(branch).subtract(commission(finance, windows + "/" + open, branch)));
    }
    requireLedgersAgree(problems, booked);
    return problems.finding(
        "I7", "positions sum to zero", "nets are what the ledgers say: " + nets);
  }

  /** What tariffs give a branch: its own ledger has it once the window is booked there. */
  private static BigDecimal commission(NodeApi finance, String window, String branch)
      throws IOException, InterruptedException {
    return finance
        .get(window + "/statements/" + branch)
        .text()
        .lines()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(line -> line[4].startsWith("COMMISSION"))
        .map(line -> new BigDecimal(line[9]))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What central nets is what the branches' own ledgers say they owe each other. */
  private void requireLedgersAgree(Problems problems, Map<String, BigDecimal> nets) {
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        Books books = Books.read(connection);
        BigDecimal owed = BigDecimal.valueOf(books.netOf("1110.") + books.netOf("2110."), 2);
        BigDecimal net = nets.getOrDefault(branch.value(), BigDecimal.ZERO);
        problems.require(
            owed.compareTo(net) == 0, "%s is owed %s, its position is %s", branch, owed, net);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  /** I8. */
  Finding ledgers() throws SQLException {
    Problems problems = new Problems();
    long postings = 0;
    for (NodeId branch : branches) {
      try (Connection connection = federation.connect(branch)) {
        long unbalanced = Books.count(connection, UNBALANCED);
        problems.require(unbalanced == 0, "%s: %d postings out of balance", branch, unbalanced);
        long misplaced = Books.count(connection, MISPLACED);
        problems.require(misplaced == 0, "%s: the money of %d payments", branch, misplaced);
        Books books = Books.read(connection);
        problems.require(
            books.netOf("") == 0, "%s: the trial balance is %d", branch, books.netOf(""));
        postings += Books.count(connection, "select count(*) from ledger_posting");
      }
    }
    return problems.finding(
        "I8",
        "every ledger transaction balances",
        postings + " postings; each payment's money is where its state says");
  }

  /** A run that has seen everything, or the best there is. */
  JsonNode reconcileInQuiet() throws IOException, InterruptedException {
    return reconciliation.runUntilComplete(COMPLETE_WITHIN);
  }

  /**
   * I6: nothing false was found under faults or in quiet; then changes made by hand are. They spoil
   * the books, so this comes last.
   */
  Finding reconciles(JsonNode run) throws IOException, InterruptedException, SQLException {
    Problems problems = new Problems();
    reconciliation.falseBreaks().forEach(problems::add);
    long pairs = run.path("pairs").asLong();
    problems.require(
        run.path("complete").asBoolean()
            && run.path("mismatches").isEmpty()
            && run.path("matched").asLong() == pairs,
        "in quiet: %s",
        run);
    Map<String, String> planted = plant();
    JsonNode after = reconciliation.run();
    Map<String, String> found = reconciliation.mismatches(after);
    planted.forEach((id, kind) ->
        problems.require(
            kind.equals(found.get(id)), "planted %s at %s, found were %s", kind, id, found));
    return problems.finding(
        "I6",
        "reconciliation finds what is there",
        "%d runs under faults without a false break, %d pairs matched in quiet; planted and found: %s"
            .formatted(reconciliation.runs(), pairs, planted.values()));
  }

  /** Changes made by somebody with a hand in the databases; what kind of mismatch each is. */
  private Map<String, String> plant() throws SQLException {
    Map<String, String> planted = new HashMap<>();
    List<String> ids = posted(branches.get(0), branches.get(1));
    if (ids.size() < 2) {
      return planted;
    }
    update(
        branches.get(0),
        "update journal_entry set amount_minor = amount_minor + 1"
            + " where kind = 'PAYMENT_ACCEPTED' and transaction_id = ?::uuid",
        ids.get(0));
    planted.put(ids.get(0), "AMOUNT_DIFFERS");
    update(branches.get(1), "delete from journal_entry where transaction_id = ?::uuid", ids.get(1));
    planted.put(ids.get(1), "MISSING_AT_HOME");
    return planted;
  }

  private List<String> posted(NodeId origin, NodeId home) throws SQLException {
    List<String> ids = new java.util.ArrayList<>();
    try (Connection connection = federation.connect(origin)) {
      Books.each(
          connection,
          "select id::text from payment where state = 'POSTED' and home = '"
              + home
              + "' order by id limit 2",
          row -> ids.add(row.getString(1)));
    }
    return ids;
  }

  private void update(NodeId branch, String sql, String id) throws SQLException {
    try (Connection connection = federation.connect(branch);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }
}
