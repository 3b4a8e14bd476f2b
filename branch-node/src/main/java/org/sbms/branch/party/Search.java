package org.sbms.branch.party;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.FindSubscriber;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberSummary;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for a subscriber where the number routes, and if it is not there, everywhere at once. */
public final class Search {
  private static final Logger log = LoggerFactory.getLogger(Search.class);

  /** Which branch a number most likely belongs to, by number ranges and ported numbers. */
  @FunctionalInterface
  public interface Routing {
    Optional<BranchCode> branchOf(String normalNumber);
  }

  private final Supplier<Set<BranchCode>> branches;
  private final Routing routing;
  private final Supplier<Executor> executor;
  private final SeenCards seen;

  public Search(
      Supplier<Set<BranchCode>> branches,
      Routing routing,
      Supplier<Executor> executor,
      SeenCards seen) {
    this.branches = branches;
    this.routing = routing;
    this.executor = executor;
    this.seen = seen;
  }

  Outcome<FindAnywhere.Found> find(Caller caller, String typed, Sql sql) {
    Set<BranchCode> all = new TreeSet<>(branches.get());
    Optional<BranchCode> likely =
        AccountNumber.tryParse(typed)
            .map(AccountNumber::home)
            .or(() -> routing.branchOf(SearchNumber.normal(typed)))
            .filter(all::contains);
    Set<BranchCode> silent = new TreeSet<>();
    if (likely.isPresent()) {
      List<SubscriberSummary> there = ask(caller, typed, Set.of(likely.get()), silent);
      if (!there.isEmpty()) {
        return Outcome.done(new FindAnywhere.Found(there, List.of(), List.of()));
      }
      all.remove(likely.get());
      if (AccountNumber.tryParse(typed).isPresent()) {
        // An account lives nowhere else.
        return Outcome.done(found(List.of(), silent, typed, sql));
      }
    }
    return Outcome.done(found(ask(caller, typed, all, silent), silent, typed, sql));
  }

  /** Who answers knows better than our memory, which speaks for the silent branches only. */
  private FindAnywhere.Found found(
      List<SubscriberSummary> items, Set<BranchCode> silent, String typed, Sql sql) {
    List<FindAnywhere.Seen> remembered =
        silent.isEmpty()
            ? List.of()
            : seen.search(sql, typed).stream()
                .filter(card -> silent.contains(card.homeBranch()))
                .map(Search::toSeen)
                .toList();
    return new FindAnywhere.Found(items, List.copyOf(silent), remembered);
  }

  private static FindAnywhere.Seen toSeen(SubscriberCard card) {
    return new FindAnywhere.Seen(
        new SubscriberSummary(card.account(), card.homeBranch(), card.name(), card.state()),
        card.asOf());
  }

  private List<SubscriberSummary> ask(
      Caller caller, String typed, Set<BranchCode> asked, Set<BranchCode> silent) {
    Map<BranchCode, Future<Outcome<FindSubscriber.Found>>> answers = new LinkedHashMap<>();
    for (BranchCode branch : asked) {
      Promise<Outcome<FindSubscriber.Found>> promise = Promise.promise();
      Thread.ofVirtual()
          .name("find-at-" + branch)
          .start(() -> answer(caller, new FindSubscriber(typed, branch), promise));
      answers.put(branch, promise.future());
    }
    List<SubscriberSummary> found = new ArrayList<>();
    answers.forEach((branch, answer) -> {
      switch (answer.await()) {
        case Outcome.Done<FindSubscriber.Found>(FindSubscriber.Found there) ->
            found.addAll(there.items());
        case Outcome.Refused<FindSubscriber.Found> refused -> {
          log.info("{} did not look: {}", branch, refused.refusal());
          silent.add(branch);
        }
        case Outcome.Unknown<FindSubscriber.Found> _ -> silent.add(branch);
      }
    });
    return found;
  }

  private void answer(
      Caller caller, FindSubscriber question, Promise<Outcome<FindSubscriber.Found>> promise) {
    try {
      promise.complete(executor.get().run(caller, Request.query(question)));
    } catch (Exception failure) {
      log.warn("cannot look at {}", question.branch(), failure);
      promise.complete(new Outcome.Unknown<>("it failed"));
    }
  }
}
