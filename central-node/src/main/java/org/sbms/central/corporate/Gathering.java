package org.sbms.central.corporate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.ShowAccounts;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/**
 * Asks the branches of a client side by side. One that is late or down holds nobody up: its last
 * answer stays, with its age. An answer that comes after the time limit is kept all the same.
 */
final class Gathering {
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("corporate-gather").start(task);

  /** Asks a node something for a person: the executor. */
  interface Asking {
    <R> Outcome<R> run(Caller caller, Request<R> request);
  }

  private final Database database;
  private final Asking asking;
  private final Duration limit;
  private final Clock clock;

  /**
   * @param limit how long one branch may take
   */
  Gathering(Database database, Asking asking, Duration limit, Clock clock) {
    this.database = database;
    this.asking = asking;
    this.limit = limit;
    this.clock = clock;
  }

  /** Asks the branches that were not asked for this client within {@code maxAge}. */
  void refresh(Caller caller, UUID client, Duration maxAge) {
    Instant oldest = clock.instant().minus(maxAge);
    Map<BranchCode, FigureTable.Answer> answers = FigureTable.answers(database, client);
    Map<BranchCode, List<AccountNumber>> byBranch =
        byBranch(MemberTable.accounts(database, client));
    byBranch
        .keySet()
        .removeIf(branch -> {
          FigureTable.Answer answer = answers.get(branch);
          return answer != null && answer.askedAt().isAfter(oldest);
        });
    Instant askedAt = clock.instant();
    Map<BranchCode, String> problems =
        sideBySide(byBranch, limit, (branch, accounts) -> learn(caller, branch, accounts));
    problems.forEach((branch, problem) ->
        FigureTable.noteAnswer(
            database,
            client,
            new FigureTable.Answer(
                branch,
                askedAt,
                problem.isEmpty() ? Optional.of(clock.instant()) : Optional.empty(),
                problem)));
  }

  /** Asks for accounts that may belong to nobody yet; what is not answered stays unknown. */
  void learn(Caller caller, Collection<AccountNumber> accounts) {
    sideBySide(byBranch(accounts), limit, (branch, its) -> learn(caller, branch, its));
  }

  private String learn(Caller caller, BranchCode branch, List<AccountNumber> accounts) {
    for (List<AccountNumber> chunk : chunks(accounts, ShowAccounts.MAX_ACCOUNTS)) {
      switch (asking.run(caller, Request.query(new ShowAccounts(branch, chunk)))) {
        case Outcome.Done<ShowAccounts.Shown>(ShowAccounts.Shown shown) ->
            FigureTable.store(database, branch, chunk, shown);
        case Outcome.Refused<ShowAccounts.Shown>(var refusal) -> {
          return refusal.detail();
        }
        case Outcome.Unknown<ShowAccounts.Shown>(String why) -> {
          return why;
        }
      }
    }
    return "";
  }

  /** What is done at one branch. */
  interface AtBranch<T, R> {
    R run(BranchCode branch, List<T> part);
  }

  /**
   * Runs all branches at once and waits for each at most {@code limit}.
   *
   * @return what each said; where it said nothing in time, why
   */
  static <T> Map<BranchCode, String> sideBySide(
      Map<BranchCode, List<T>> byBranch, Duration limit, AtBranch<T, String> work) {
    Map<BranchCode, CompletableFuture<String>> running = new LinkedHashMap<>();
    byBranch.forEach((branch, part) ->
        running.put(branch, CompletableFuture.supplyAsync(() -> work.run(branch, part), THREADS)));
    long deadline = System.nanoTime() + limit.toNanos();
    Map<BranchCode, String> said = new TreeMap<>();
    running.forEach((branch, future) -> said.put(branch, await(branch, future, deadline, limit)));
    return said;
  }

  private static String await(
      BranchCode branch, CompletableFuture<String> future, long deadline, Duration limit) {
    try {
      return future.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return branch + " did not answer within " + limit.toSeconds() + " s.";
    } catch (ExecutionException failure) {
      return branch + " could not be asked.";
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return branch + " could not be asked.";
    }
  }

  static Map<BranchCode, List<AccountNumber>> byBranch(Collection<AccountNumber> accounts) {
    return accounts.stream()
        .collect(Collectors.groupingBy(AccountNumber::home, TreeMap::new, Collectors.toList()));
  }

  static <T> List<List<T>> chunks(List<T> all, int size) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      chunks.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return chunks;
  }
}
