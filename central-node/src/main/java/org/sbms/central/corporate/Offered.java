package org.sbms.central.corporate;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.central.corporate.Gathering.Asking;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;

/**
 * What an operation for many may name: the plans and services that the client's branches sell,
 * asked side by side, each with where it is sold. A branch that does not answer in time is missing
 * from the lists, and is named.
 */
final class Offered {
  private final Asking asking;
  private final Duration limit;

  Offered(Asking asking, Duration limit) {
    this.asking = asking;
    this.limit = limit;
  }

  /**
   * What can be chosen, by code.
   *
   * @param silent branches that told nothing
   */
  record Codes(Map<String, String> plans, Map<String, String> services, Set<BranchCode> silent) {}

  /** One code at the branches that sell it; its price may differ between them. */
  private record Sold(String code, String name, Money fee, BranchCode branch) {}

  Codes at(Caller caller, Collection<BranchCode> branches, Texts texts) {
    Set<Sold> plans = ConcurrentHashMap.newKeySet();
    Set<Sold> services = ConcurrentHashMap.newKeySet();
    Map<BranchCode, List<BranchCode>> each =
        branches.stream().collect(Collectors.toMap(Function.identity(), List::of));
    Map<BranchCode, String> problems =
        Gathering.sideBySide(
            each, limit, (branch, _) -> ask(caller, branch, plans, services) ? "" : "silent");
    Set<BranchCode> silent = new TreeSet<>(problems.keySet());
    silent.removeIf(branch -> "".equals(problems.get(branch)));
    return new Codes(choices(plans, texts), choices(services, texts), silent);
  }

  private boolean ask(
      Caller caller, BranchCode branch, Set<Sold> soldPlans, Set<Sold> soldServices) {
    if (asking.run(caller, Request.query(new ListPlans(branch)))
            instanceof Outcome.Done<ListPlans.Plans>(ListPlans.Plans plans)
        && asking.run(caller, Request.query(new ListServices(branch)))
            instanceof Outcome.Done<ListServices.Services>(ListServices.Services services)) {
      plans
          .items()
          .forEach(
              plan -> soldPlans.add(new Sold(plan.code(), plan.name(), plan.monthlyFee(), branch)));
      services
          .items()
          .forEach(service ->
              soldServices.add(
                  new Sold(service.code(), service.name(), service.monthlyFee(), branch)));
      return true;
    }
    return false;
  }

  /** {@code Family · 450.00 RUB–490.00 RUB · NW, SO}. */
  private static Map<String, String> choices(Set<Sold> sold, Texts texts) {
    Map<String, List<Sold>> byCode =
        sold.stream().collect(Collectors.groupingBy(Sold::code, TreeMap::new, Collectors.toList()));
    Map<String, String> choices = new TreeMap<>();
    byCode.forEach((code, offers) -> choices.put(code, choice(offers, texts)));
    return choices;
  }

  private static String choice(List<Sold> offers, Texts texts) {
    String fees =
        offers.stream()
            .map(Sold::fee)
            .sorted(Offered::byAmount)
            .map(texts::money)
            .distinct()
            .collect(Collectors.joining(" – "));
    String where =
        offers.stream()
            .map(offer -> offer.branch().value())
            .sorted()
            .distinct()
            .collect(Collectors.joining(", "));
    return offers.getFirst().name() + " · " + fees + " · " + where;
  }

  private static int byAmount(Money one, Money other) {
    int byCurrency = one.currencyCode().compareTo(other.currencyCode());
    return byCurrency == 0 ? Long.compare(one.minor(), other.minor()) : byCurrency;
  }
}
