package org.sbms.deploy.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.contract.JournalKind;
import org.sbms.contract.NodeId;
import org.sbms.deploy.chaos.PaymentTrace.Cancellation;

/** Holds what the clients were told against the books of all branches, when all is quiet. */
final class Invariants {
  private static final List<String> DRAWERS = List.of("1010", "1020", "1030", "1040", "1050");
  private static final String SUBSCRIBERS = "2010";
  private static final String DUE_FROM = "1110.";
  private static final String DUE_TO = "2110.";
  private static final String IN_TRANSIT = "2310";
  private static final String SUSPENSE = "2390";

  private final List<NodeId> branches;
  private final Map<NodeId, Books> before;
  private final Map<NodeId, Books> after;
  private final Map<NodeId, JournalBook> journals;
  private final List<PaymentTrace> traces;

  Invariants(
      Map<NodeId, Books> before,
      Map<NodeId, Books> after,
      Map<NodeId, JournalBook> journals,
      List<PaymentTrace> traces) {
    this.branches = List.copyOf(after.keySet());
    this.before = before;
    this.after = after;
    this.journals = journals;
    this.traces = traces;
  }

  List<Finding> findings() {
    return List.of(bank(), set(), states(), journalsAgree(), chains());
  }

  /** I1: no money appears or goes, in any branch or between any two. */
  private Finding bank() {
    Problems problems = new Problems();
    Map<String, Long> expected = new HashMap<>();
    for (PaymentTrace trace : traces) {
      if (trace.id().isPresent() && stays(trace)) {
        expected.merge(trace.target.account(), trace.amountMinor, Long::sum);
      }
    }
    long drawers = 0;
    long credited = 0;
    long suspense = 0;
    for (NodeId branch : branches) {
      Books now = books(after, branch);
      Books then = books(before, branch);
      now.balances()
          .forEach((account, balance) -> {
            long should =
                Optional.ofNullable(then.balances().get(account)).orElse(0L)
                    + expected.getOrDefault(account, 0L);
            problems.require(
                balance == should, "%s has %d, should have %d", account, balance, should);
          });
      long sum = now.balances().values().stream().mapToLong(Long::longValue).sum();
      problems.require(
          sum == -now.net(SUBSCRIBERS),
          "%s: balances are %d, the ledger says %d",
          branch,
          sum,
          -now.net(SUBSCRIBERS));
      problems.require(now.netOf(IN_TRANSIT) == 0, "%s still has money in transit", branch);
      for (NodeId other : branches) {
        problems.require(
            -now.net(DUE_TO + other) == books(after, other).net(DUE_FROM + branch),
            "%s owes %s %d, which counts on %d",
            branch,
            other,
            -now.net(DUE_TO + other),
            books(after, other).net(DUE_FROM + branch));
      }
      drawers += DRAWERS.stream().mapToLong(code -> now.net(code) - then.net(code)).sum();
      credited += then.net(SUBSCRIBERS) - now.net(SUBSCRIBERS);
      suspense += then.net(SUSPENSE) - now.net(SUSPENSE);
    }
    problems.require(
        drawers == credited + suspense,
        "%d was taken, %d credited and %d is in suspense",
        drawers,
        credited,
        suspense);
    return problems.finding(
        "I1",
        "no money lost or made",
        "%s taken = %s credited + %s in suspense; every balance as the clients' receipts say; "
                .formatted(rubles(drawers), rubles(credited), rubles(suspense))
            + "each branch owes what the other counts on; nothing in transit");
  }

  /** I2: each acknowledged payment is at home exactly once, or rejected or voided there. */
  private Finding set() {
    Problems problems = new Problems();
    Map<NodeId, Set<UUID>> acknowledged = new HashMap<>();
    Map<NodeId, Integer> toHome = new HashMap<>();
    for (PaymentTrace trace : traces) {
      trace.contradictions().forEach(problems::add);
      if (trace.id().isPresent()) {
        UUID id = trace.id().get();
        boolean first = acknowledged.computeIfAbsent(trace.origin, _ -> new HashSet<>()).add(id);
        problems.require(first, "two keys got the payment %s", id);
        requireAtOrigin(problems, trace, id);
        if (trace.crossesBranches()) {
          toHome.merge(trace.target.home(), 1, Integer::sum);
          requireAtHome(problems, trace, id);
        }
      }
    }
    for (NodeId branch : branches) {
      int told = acknowledged.getOrDefault(branch, Set.of()).size();
      int made = books(after, branch).payments().size() - books(before, branch).payments().size();
      problems.require(told == made, "%s told of %d payments and has %d", branch, told, made);
      int due = toHome.getOrDefault(branch, 0);
      int held = books(after, branch).credits().size();
      problems.require(due == held, "%s has %d credits for %d payments", branch, held, due);
      books(after, branch)
          .doubtfulCredits()
          .forEach(id -> problems.add("two origins claim the payment " + id));
    }
    int payments = acknowledged.values().stream().mapToInt(Set::size).sum();
    int crossing = toHome.values().stream().mapToInt(Integer::intValue).sum();
    return problems.finding(
        "I2",
        "each acknowledged payment once",
        "%d acknowledged, %d of them at another home exactly once; none that nobody was told of"
            .formatted(payments, crossing));
  }

  private void requireAtOrigin(Problems problems, PaymentTrace trace, UUID id) {
    Books.Paid paid = books(after, trace.origin).payments().get(id);
    if (paid == null) {
      problems.add("payment " + id + " was acknowledged by " + trace.origin + " and is lost");
      return;
    }
    problems.require(
        paid.account().equals(trace.target.account()) && paid.amountMinor() == trace.amountMinor,
        "payment %s is %s, asked for was %s %d",
        id,
        paid,
        trace.target,
        trace.amountMinor);
    problems.require(
        mayBe(trace).contains(paid.state()),
        "payment %s is %s, it should be %s",
        id,
        paid.state(),
        mayBe(trace));
  }

  private void requireAtHome(Problems problems, PaymentTrace trace, UUID id) {
    Books.Credited credit = books(after, trace.target.home()).credits().get(id);
    if (credit == null) {
      problems.add("payment " + id + " never came to " + trace.target.home());
      return;
    }
    problems.require(
        credit.account().equals(trace.target.account())
            && credit.amountMinor() == trace.amountMinor
            && credit.origin().equals(trace.origin.value()),
        "payment %s is %s at home",
        id,
        credit);
  }

  private static boolean stays(PaymentTrace trace) {
    return trace.target.open() && trace.cancellation() != Cancellation.TAKEN;
  }

  /** What the clients were told leaves these states. */
  private static List<String> mayBe(PaymentTrace trace) {
    boolean cancelled = trace.cancellation() == Cancellation.TAKEN;
    if (trace.target.open()) {
      return List.of(cancelled ? "REVERSED" : "POSTED");
    }
    // Home may have rejected it before it heard of the cancellation.
    return cancelled ? List.of("REVERSED", "REJECTED") : List.of("REJECTED");
  }

  /** I3: origin and home say the same of each payment. */
  private Finding states() {
    Problems problems = new Problems();
    Map<String, Integer> counts = new java.util.TreeMap<>();
    for (PaymentTrace trace : traces) {
      if (trace.id().isPresent() && trace.crossesBranches()) {
        UUID id = trace.id().get();
        Books.Paid paid = books(after, trace.origin).payments().get(id);
        Books.Credited credit = books(after, trace.target.home()).credits().get(id);
        if (paid != null && credit != null) {
          String pair = paid.state() + "/" + credit.state();
          counts.merge(pair, 1, Integer::sum);
          problems.require(agrees(paid.state(), credit.state()), "payment %s is %s", id, pair);
        }
      }
    }
    return problems.finding("I3", "origin and home agree", counts.toString());
  }

  private static boolean agrees(String atOrigin, String atHome) {
    return switch (atOrigin) {
      case "POSTED", "REJECTED" -> atOrigin.equals(atHome);
      // A rejected payment is given back at the desk, which concerns the origin alone.
      case "REVERSED" -> List.of("REVERSED", "VOIDED", "REJECTED").contains(atHome);
      default -> false;
    };
  }

  /** I4: what A's journal says of B is what B's says of A. */
  private Finding journalsAgree() {
    Problems problems = new Problems();
    int pairs = 0;
    for (PaymentTrace trace : traces) {
      if (trace.id().isPresent() && trace.crossesBranches()) {
        UUID id = trace.id().get();
        JournalBook.Story here = journal(trace.origin).stories().get(id);
        JournalBook.Story there = journal(trace.target.home()).stories().get(id);
        pairs++;
        if (here == null || there == null) {
          problems.add("payment " + id + " stands in one journal only");
        } else {
          problems.require(
              here.values().equals(there.values())
                  && here.count() == 1
                  && there.count() <= 1
                  && pair(here.last(), there.last()),
              "payment %s: %s and %s",
              id,
              here,
              there);
        }
      }
    }
    return problems.finding("I4", "journals pair", pairs + " pairs with the same values and end");
  }

  private static boolean pair(JournalKind origin, JournalKind home) {
    return switch (home) {
      case CREDIT_POSTED ->
          origin == JournalKind.PAYMENT_CONFIRMED || origin == JournalKind.CANCEL_REFUSED;
      case CREDIT_REJECTED -> origin == JournalKind.PAYMENT_REJECTED;
      case CREDIT_REVERSED, CREDIT_VOIDED -> origin == JournalKind.PAYMENT_REVERSED;
      default -> false;
    };
  }

  /** I5. */
  private Finding chains() {
    Problems problems = new Problems();
    List<String> lengths = new ArrayList<>();
    for (NodeId branch : branches) {
      journal(branch).problems().forEach(problems::add);
      lengths.add(branch + " " + journal(branch).length());
    }
    return problems.finding(
        "I5", "journals without gaps, chains hold", "entries: " + String.join(", ", lengths));
  }

  private JournalBook journal(NodeId branch) {
    return Optional.ofNullable(journals.get(branch)).orElseThrow();
  }

  private static Books books(Map<NodeId, Books> all, NodeId branch) {
    return Optional.ofNullable(all.get(branch)).orElseThrow();
  }

  private static String rubles(long minor) {
    return java.math.BigDecimal.valueOf(minor, 2).toPlainString();
  }
}
