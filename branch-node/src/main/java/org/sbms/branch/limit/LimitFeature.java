package org.sbms.branch.limit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what a branch's manager can do with the rules for other branches. */
public final class LimitFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "limit";

  public static final Permission VIEW = new Permission("limit.view");
  public static final Permission TIGHTEN = new Permission("limit.tighten");

  /** Asked for at the origin and decided here when the debit or the charge comes. */
  private static final List<String> DECIDED_LATER = List.of("refund-subscriber", "supply-goods");

  private static final Pattern ROLE = Pattern.compile("\\*|[a-z][a-z0-9-]{0,39}");
  private static final Pattern ORIGIN = Pattern.compile("\\*|[A-Z]{2}");

  private final Limits limits;
  private final Operations operations;
  private final Currency currency;
  private final Clock clock;

  /**
   * @param currency the branch's one currency
   */
  public LimitFeature(Limits limits, Operations operations, Currency currency, Clock clock) {
    this.limits = limits;
    this.operations = operations;
    this.currency = currency;
    this.clock = clock;
  }

  public void register() {
    operations.register(
        OperationSpec.of("list-peer-rules", ListPeerRules.class, ListPeerRules.Rules.class, VIEW)
            .answeredBy((_, _, sql) -> {
              limits.refresh();
              return Outcome.done(
                  new ListPeerRules.Rules(limits.published(), Tightenings.all(sql)));
            }));
    operations.register(
        OperationSpec.of("tighten-peer-rule", TightenPeerRule.class, Tightening.class, TIGHTEN)
            .checkedBy(this::problems)
            .handledBy(this::tighten));
    operations.register(
        OperationSpec.of(
                "lift-tightening", LiftTightening.class, LiftTightening.Lifted.class, TIGHTEN)
            .handledBy(this::lift));
  }

  /** What others may ask for here, for choosing from: only that can be forbidden. */
  public List<String> subjects() {
    Stream<String> open =
        operations.all().stream()
            .filter(spec -> spec.openToPeers() && !spec.beyondPeerRules())
            .map(OperationSpec::name);
    return Stream.concat(open, DECIDED_LATER.stream()).sorted().distinct().toList();
  }

  private List<FieldError> problems(TightenPeerRule tighten) {
    List<FieldError> problems = new ArrayList<>();
    Set<String> known = subjects().stream().collect(Collectors.toSet());
    if (!tighten.operation().equals(PeerRule.ANY) && !known.contains(tighten.operation())) {
      problems.add(new FieldError("operation", "is nothing that other branches ask for"));
    }
    if (!ORIGIN.matcher(tighten.origin()).matches()) {
      problems.add(new FieldError("origin", "must be a branch, or * for any"));
    }
    if (!ROLE.matcher(tighten.role()).matches()) {
      problems.add(new FieldError("role", "must be a role, or * for any"));
    }
    amount(problems, "maxAmount", tighten.maxAmount());
    amount(problems, "branchDayTotal", tighten.branchDayTotal());
    amount(problems, "personDayTotal", tighten.personDayTotal());
    if (problems.isEmpty() && tighten.allowed() && tightensNothing(tighten)) {
      problems.add(new FieldError("allowed", "must forbid something or name an amount"));
    }
    return problems;
  }

  private static boolean tightensNothing(TightenPeerRule tighten) {
    return tighten.maxAmount().isEmpty()
        && tighten.branchDayTotal().isEmpty()
        && tighten.personDayTotal().isEmpty();
  }

  private void amount(List<FieldError> problems, String field, Optional<Money> amount) {
    if (amount.isPresent() && !amount.get().currency().equals(currency)) {
      problems.add(new FieldError(field, "must be in " + currency + " at this branch"));
    } else if (amount.isPresent() && amount.get().isNegative()) {
      problems.add(new FieldError(field, "must not be below zero"));
    }
  }

  private Outcome<Tightening> tighten(Command<TightenPeerRule> command, Tx tx) {
    TightenPeerRule asked = command.operation();
    List<FieldError> wider = wider(asked);
    if (!wider.isEmpty()) {
      return Outcome.refused(Refusal.invalid(wider));
    }
    Tightening rule =
        new Tightening(
            asked.operation(),
            asked.origin(),
            asked.role(),
            asked.allowed(),
            asked.maxAmount(),
            asked.branchDayTotal(),
            asked.personDayTotal(),
            command.caller().actor().login(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Tightenings.put(tx, rule, currency.getCurrencyCode());
    tx.afterCommit(limits::ownChanged);
    return Outcome.done(rule);
  }

  /**
   * A figure above that of reference data would have no effect, since the stricter one holds; who
   * enters it means something else.
   */
  private List<FieldError> wider(TightenPeerRule asked) {
    List<FieldError> problems = new ArrayList<>();
    for (ListPeerRules.Published rule :
        limits.publishedFor(asked.operation(), asked.origin(), asked.role())) {
      isWider(problems, "maxAmount", asked.maxAmount(), rule.maxAmount());
      isWider(problems, "branchDayTotal", asked.branchDayTotal(), rule.branchDayTotal());
      isWider(problems, "personDayTotal", asked.personDayTotal(), rule.personDayTotal());
    }
    return problems;
  }

  private static void isWider(
      List<FieldError> problems, String field, Optional<Money> asked, Optional<Money> published) {
    if (asked.isPresent()
        && published.isPresent()
        && asked.get().currency().equals(published.get().currency())
        && asked.get().compareTo(published.get()) > 0) {
      problems.add(new FieldError(field, "must not be above " + published.get()));
    }
  }

  private Outcome<LiftTightening.Lifted> lift(Command<LiftTightening> command, Tx tx) {
    LiftTightening asked = command.operation();
    if (!Tightenings.remove(tx, asked.operation(), asked.origin(), asked.role())) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "The branch itself has no such rule.");
    }
    tx.afterCommit(limits::ownChanged);
    return Outcome.done(new LiftTightening.Lifted(asked.operation(), asked.origin(), asked.role()));
  }
}
