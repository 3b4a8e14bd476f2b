package org.sbms.reconciliation.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Money;

/** Whole federations by seed: no false break at any moment of reading, every planted one found. */
class JournalCampaignTest {
  private static final int TRANSACTIONS = 400;

  private static final Set<JournalKind> POSTINGS =
      Set.of(JournalKind.CREDIT_POSTED, JournalKind.GOODS_CHARGED);
  private static final Set<JournalKind> ACCEPTANCES =
      Set.of(JournalKind.PAYMENT_ACCEPTED, JournalKind.GOODS_ISSUED);
  private static final Set<JournalKind> CONFIRMATIONS =
      Set.of(JournalKind.PAYMENT_CONFIRMED, JournalKind.GOODS_CONFIRMED);

  private final Map<BranchCode, TestJournal> journals = new TreeMap<>();

  @BeforeEach
  void branches() {
    for (String code : List.of("NW", "SO", "UR", "FE")) {
      journals.put(new BranchCode(code), new TestJournal(code));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void readingAnyPrefixOfTheJournalsDeclaresNoBreak(long seed) {
    Random random = new Random(seed);
    play(random);
    for (int cut = 0; cut < 40; cut++) {
      Map<BranchCode, Long> through = new HashMap<>();
      List<JournalEntry> read = new ArrayList<>();
      for (TestJournal journal : journals.values()) {
        int held = random.nextInt(journal.entries.size() + 1);
        through.put(journal.branch, (long) held);
        read.addAll(journal.entries.subList(0, held));
      }
      Map<UUID, MismatchKind> found =
          mismatches(new HeldJournals(through, Map.of(), Set.of()), read, List.of());
      assertThat(found).as("seed %d cut %s", seed, through).isEmpty();
    }
  }

  /** 100 discrepancies a seed: 1,000 in all. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everyPlantedDiscrepancyIsFoundUnderItsKindAndNoneInvented(long seed) {
    Random random = new Random(seed);
    play(random);
    List<JournalEntry> entries =
        journals.values().stream()
            .flatMap(journal -> journal.entries.stream())
            .collect(Collectors.toCollection(ArrayList::new));
    List<JournalEntry> vanished = new ArrayList<>();
    Map<UUID, MismatchKind> truth = plant(random, entries, vanished);
    assertThat(truth).hasSize(100);
    HeldJournals held = heldToTheEnd();
    assertThat(mismatches(held, entries, vanished)).isEqualTo(truth);
  }

  private static Map<UUID, MismatchKind> mismatches(
      HeldJournals held, List<JournalEntry> entries, List<JournalEntry> vanished) {
    Map<UUID, List<JournalEntry>> byId =
        entries.stream().collect(Collectors.groupingBy(JournalEntry::transactionId));
    Map<UUID, List<JournalEntry>> vanishedById =
        vanished.stream().collect(Collectors.groupingBy(JournalEntry::transactionId));
    Set<UUID> ids = new HashSet<>(byId.keySet());
    ids.addAll(vanishedById.keySet());
    JournalJudge judge = new JournalJudge(held, _ -> false);
    Map<UUID, MismatchKind> found = new HashMap<>();
    for (UUID id : ids) {
      for (JudgedTransaction judged :
          judge.judge(byId.getOrDefault(id, List.of()), vanishedById.getOrDefault(id, List.of()))) {
        if (judged.verdict() instanceof Verdict.Mismatched(MismatchKind kind, _, _)) {
          found.put(id, kind);
        }
      }
    }
    return found;
  }

  private HeldJournals heldToTheEnd() {
    Map<BranchCode, Long> through = new HashMap<>();
    journals.forEach((branch, journal) -> through.put(branch, (long) journal.entries.size()));
    return new HeldJournals(through, Map.of(), Set.of());
  }

  /** Plays payments one step at a time in a random interleaving, so that journals are mixed. */
  private void play(Random random) {
    List<Life> lives = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      lives.add(new Life(random));
    }
    while (!lives.isEmpty()) {
      int next = random.nextInt(Math.min(lives.size(), 25));
      if (!lives.get(next).step(random)) {
        lives.remove(next);
      }
    }
  }

  private Map<UUID, MismatchKind> plant(
      Random random, List<JournalEntry> entries, List<JournalEntry> vanished) {
    Map<UUID, MismatchKind> truth = new HashMap<>();
    List<JournalEntry> targets =
        entries.stream()
            .filter(entry -> POSTINGS.contains(entry.kind()))
            .sorted(Comparator.comparing(JournalEntry::transactionId))
            .collect(Collectors.toCollection(ArrayList::new));
    java.util.Collections.shuffle(targets, random);
    Money more = Money.ofMinor(1, "RUB");
    for (JournalEntry posted : targets) {
      if (truth.size() == 100) {
        break;
      }
      JournalEntry accepted =
          entries.stream()
              .filter(e -> e.transactionId().equals(posted.transactionId()))
              .filter(e -> ACCEPTANCES.contains(e.kind()))
              .findFirst()
              .orElseThrow();
      boolean confirmed =
          entries.stream()
              .filter(e -> e.transactionId().equals(posted.transactionId()))
              .anyMatch(e -> CONFIRMATIONS.contains(e.kind()));
      MismatchKind kind;
      switch (random.nextInt(8)) {
        case 0 -> {
          replace(entries, posted, TestJournal.withAmount(posted, posted.amount().plus(more)));
          kind = MismatchKind.AMOUNT_DIFFERS;
        }
        case 1 -> {
          replace(entries, accepted, TestJournal.withAmount(accepted, posted.amount().plus(more)));
          kind = MismatchKind.AMOUNT_DIFFERS;
        }
        case 2 -> {
          entries.remove(posted);
          vanished.add(posted);
          kind = MismatchKind.MISSING_AT_HOME;
        }
        case 3 -> {
          entries.remove(accepted);
          kind = MismatchKind.MISSING_AT_ORIGIN;
        }
        case 4 -> {
          replace(entries, posted, TestJournal.withSubject(posted, "XX000000001"));
          kind = MismatchKind.ACCOUNT_DIFFERS;
        }
        case 5 -> {
          Money dollars = Money.ofMinor(posted.amount().minor(), "USD");
          replace(entries, posted, TestJournal.withAmount(posted, dollars));
          kind = MismatchKind.CURRENCY_DIFFERS;
        }
        case 6 -> {
          if (!confirmed) {
            continue;
          }
          replace(entries, posted, TestJournal.withDay(posted, LocalDate.of(2026, 11, 1)));
          kind = MismatchKind.DAY_DIFFERS;
        }
        default -> {
          UUID forged = new UUID(random.nextLong(), random.nextLong());
          TestJournal home = journal(posted.home());
          home.write(posted.kind(), forged, posted.origin(), posted.home(), 1, more);
          entries.add(home.entries.getLast());
          truth.put(forged, MismatchKind.MISSING_AT_ORIGIN);
          continue;
        }
      }
      truth.put(posted.transactionId(), kind);
    }
    return truth;
  }

  private static void replace(List<JournalEntry> entries, JournalEntry old, JournalEntry now) {
    entries.set(entries.indexOf(old), now);
  }

  private TestJournal journal(BranchCode branch) {
    TestJournal journal = journals.get(branch);
    if (journal == null) {
      throw new IllegalArgumentException("no branch " + branch);
    }
    return journal;
  }

  /**
   * One payment, or goods handed out, from acceptance to wherever the seed takes it; it may stop at
   * any step.
   */
  private final class Life {
    private final UUID id;
    private final BranchCode origin;
    private final BranchCode home;
    private final Money amount;
    private final boolean goods;
    private final boolean rejected;
    private final boolean cancelled;
    private final int cancelAt;
    private int step;
    private long accepted;
    private long atHome;
    private long cancelRequested;
    private long undone;

    Life(Random random) {
      List<BranchCode> branches = List.copyOf(journals.keySet());
      id = new UUID(random.nextLong(), random.nextLong());
      origin = branches.get(random.nextInt(branches.size()));
      home = branches.get(random.nextInt(branches.size()));
      amount = Money.ofMinor(1 + random.nextInt(100_000), "RUB");
      goods = random.nextInt(3) == 0;
      rejected = random.nextInt(10) == 0;
      cancelled = random.nextInt(6) == 0;
      cancelAt = random.nextInt(2);
    }

    boolean step(Random random) {
      if (step > 0 && random.nextInt(40) == 0) {
        return false;
      }
      step++;
      return step == 1 ? accept() : cancelled ? cancelStep() : postStep();
    }

    private boolean accept() {
      accepted = write(origin, JournalKind.PAYMENT_ACCEPTED, 0);
      return true;
    }

    private boolean postStep() {
      if (step == 2) {
        atHome =
            write(
                home, rejected ? JournalKind.CREDIT_REJECTED : JournalKind.CREDIT_POSTED, accepted);
        return true;
      }
      write(
          origin, rejected ? JournalKind.PAYMENT_REJECTED : JournalKind.PAYMENT_CONFIRMED, atHome);
      return false;
    }

    /** The cancel meets home before the posting (a tombstone) or after it (a reversal). */
    private boolean cancelStep() {
      if (cancelAt == 1 && step == 2) {
        atHome = write(home, JournalKind.CREDIT_POSTED, accepted);
      } else if (cancelRequested == 0) {
        cancelRequested = write(origin, JournalKind.CANCEL_REQUESTED, 0);
      } else if (undone == 0) {
        JournalKind undo = cancelAt == 1 ? JournalKind.CREDIT_REVERSED : JournalKind.CREDIT_VOIDED;
        undone = write(home, undo, cancelRequested);
      } else {
        write(origin, JournalKind.PAYMENT_REVERSED, undone);
        return false;
      }
      return true;
    }

    private long write(BranchCode where, JournalKind kind, long heard) {
      return journal(where).write(goods ? ofGoods(kind) : kind, id, origin, home, heard, amount);
    }

    private static JournalKind ofGoods(JournalKind kind) {
      return switch (kind) {
        case PAYMENT_ACCEPTED -> JournalKind.GOODS_ISSUED;
        case PAYMENT_CONFIRMED -> JournalKind.GOODS_CONFIRMED;
        case PAYMENT_REJECTED -> JournalKind.GOODS_REJECTED;
        case PAYMENT_REVERSED -> JournalKind.GOODS_REVERSED;
        case CANCEL_REQUESTED -> JournalKind.GOODS_CANCEL_REQUESTED;
        case CREDIT_POSTED -> JournalKind.GOODS_CHARGED;
        case CREDIT_REJECTED -> JournalKind.GOODS_REFUSED;
        case CREDIT_REVERSED -> JournalKind.GOODS_CHARGE_REVERSED;
        case CREDIT_VOIDED -> JournalKind.GOODS_VOIDED;
        default -> throw new IllegalArgumentException("no step of a life: " + kind);
      };
    }
  }
}
