package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.billing.BilledAccount.Charged;
import org.sbms.branch.billing.BilledAccount.Item;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.Promotion;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.pricing.Cycle;
import org.sbms.branch.pricing.Discount;
import org.sbms.branch.pricing.Discounts;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.ProRata;
import org.sbms.branch.pricing.Timing;
import org.sbms.contract.Money;

/**
 * The fees of one account for one bill: what is due for each fee period, less what was charged for
 * it before. So a change that was charged at once is not charged again, and one that nobody
 * charged, late or back-dated, is put right.
 *
 * <p>A fee is due for the days on which the subscriber had the offer and was served: {@link
 * ProRata}'s share of the fee for the whole fee period. Fee periods are as long as the price says,
 * and begin on the account's anchor day.
 */
final class FeesDue {
  /** A fee with its days, or what corrects one. */
  record Fee(
      OfferKey offer,
      ChargeKind kind,
      String product,
      Period days,
      Money amount,
      boolean correction) {}

  /** Where fees were charged before, a year of them is compared at most. */
  static final int MONTHS_BACK = 12;

  private static final int MAX_PERIODS = 400;

  private final OfferCatalog.Snapshot catalog;
  private final FeeLines prices;
  private final BilledAccount account;
  private final LocalDate advanceUntil;
  private final LocalDate arrearsUntil;
  private final Period wholeCycle;
  private final LocalDate checkFrom;
  private final LocalDate newFrom;
  private final LocalDate newArrearsFrom;
  private final List<Fee> fees = new ArrayList<>();

  /** Most offers of an account have fees of the same length and time: worked out once. */
  private final Map<Set<Grid>, LocalDate> lookedAtFrom = new HashMap<>();

  private final Map<Stretch, List<Period>> periods = new HashMap<>();

  /**
   * @param advanceUntil the end of the period that is billed
   * @param arrearsUntil the beginning of the cycle's period that today lies in
   */
  FeesDue(
      OfferCatalog.Snapshot catalog,
      FeeLines prices,
      BilledAccount account,
      LocalDate advanceUntil,
      LocalDate arrearsUntil) {
    this.catalog = catalog;
    this.prices = prices;
    this.account = account;
    this.advanceUntil = advanceUntil;
    this.arrearsUntil = arrearsUntil;
    BilledAccount.Terms terms = account.terms();
    this.wholeCycle = new Period(terms.cycleSince(), BilledAccount.ENDLESS);
    this.newFrom = account.billedFrom();
    this.newArrearsFrom =
        account.isFirstBill() || newFrom.equals(terms.cycleSince())
            ? newFrom
            : terms.cycle().containing(newFrom.minusDays(1), terms.cycleSince()).from();
    LocalDate recheck = terms.recheckFrom().orElse(newFrom);
    this.checkFrom = latest(recheck.isBefore(newFrom) ? recheck : newFrom, terms.cycleSince());
  }

  List<Fee> find() {
    Map<OfferKey, List<Item>> items = new LinkedHashMap<>();
    account
        .items()
        .forEach(item -> items.computeIfAbsent(item.offer(), _ -> new ArrayList<>()).add(item));
    account
        .charged()
        .forEach(charge -> items.computeIfAbsent(charge.offer(), _ -> new ArrayList<>()));
    items.forEach(this::ofOffer);
    return fees;
  }

  private void ofOffer(OfferKey offer, List<Item> had) {
    List<Held> items = new ArrayList<>(had.size());
    had.forEach(item -> items.addAll(held(item)));
    Map<Grid, List<Priced>> recurring = new LinkedHashMap<>();
    List<Fee> once = new ArrayList<>();
    for (Held item : items) {
      List<PriceLine> lines = lines(item);
      Map<PriceLine, Money> discounted = discounted(item.item(), lines);
      for (PriceLine line : lines) {
        switch (line.price()) {
          case Price.Recurring(Money fee, int months, Timing timing) ->
              recurring
                  .computeIfAbsent(new Grid(months, timing), _ -> new ArrayList<>())
                  .add(new Priced(item, line.product(), fee, discounted.getOrDefault(line, fee)));
          case Price.OneTime(Money fee) ->
              once(items, item, line.product(), fee).ifPresent(once::add);
          case Price.PerEvent _, Price.PerUnit _ -> {}
        }
      }
    }
    List<Charged> charged = charged(offer);
    compareOnce(offer, once, charged);
    LocalDate from = lookedAtFrom(Set.copyOf(recurring.keySet()));
    List<Due> due = new ArrayList<>();
    recurring.forEach((grid, priced) -> {
      for (Period period : periods(grid, from)) {
        due.add(due(offer, period, priced));
      }
    });
    List<Charged> unspoken =
        charged.stream()
            .filter(charge -> charge.kind() == ChargeKind.RECURRING)
            .filter(charge -> !set(charge, due))
            .filter(charge -> !charge.days().from().isBefore(from))
            .toList();
    due.forEach(some -> compare(offer, some));
    giveBack(offer, unspoken);
  }

  /** A run of a past day leaves alone what was charged since for days that it does not bill. */
  private List<Charged> charged(OfferKey offer) {
    return account.charged().isEmpty()
        ? List.of()
        : account.charged().stream()
            .filter(charge -> charge.offer().equals(offer))
            .filter(charge -> !charge.days().from().isBefore(account.terms().cycleSince()))
            .filter(charge -> charge.days().from().isBefore(advanceUntil))
            .toList();
  }

  /** A fee for an offer as it was had, with the promotion and without. */
  private record Priced(Held held, String product, Money fee, Money discounted) {}

  /** What fees of the same length and time have in common. */
  private record Grid(int months, Timing timing) {}

  private record Stretch(Grid grid, LocalDate from) {}

  /** What is due of an offer for a fee period, and what was charged for it. */
  private record Due(Period period, List<Fee> parts, List<Charged> charged) {

    /** How well a charge fits, so that it is compared with what it was made for. */
    int fits(Charged charge) {
      if (!period.contains(charge.days().from())) {
        return 0;
      }
      int best = parts.isEmpty() ? 1 : 2;
      for (Fee part : parts) {
        if (part.product().equals(charge.product())) {
          best = Math.max(best, part.days().contains(charge.days().from()) ? 4 : 3);
        }
      }
      return best;
    }
  }

  /**
   * The first day of the fee periods that are looked at. What was charged for fees of one length
   * must not be taken for what was charged for another: where anything is looked at again, periods
   * of all lengths are, from a day on which one of each begins.
   */
  private LocalDate lookedAtFrom(Set<Grid> grids) {
    return lookedAtFrom.computeIfAbsent(grids, this::findLookedAtFrom);
  }

  private LocalDate findLookedAtFrom(Set<Grid> grids) {
    LocalDate from = BilledAccount.ENDLESS;
    for (Grid grid : grids) {
      from = earliest(from, first(grid));
    }
    if (grids.isEmpty()) {
      return account.terms().cycleSince();
    }
    LocalDate before;
    do {
      before = from;
      for (Grid grid : grids) {
        from = cycle(grid).containing(from, account.terms().cycleSince()).from();
      }
    } while (from.isBefore(before));
    return from;
  }

  private LocalDate first(Grid grid) {
    return switch (grid.timing()) {
      case ADVANCE -> checkFrom;
      case ARREARS -> earliest(checkFrom, newArrearsFrom);
    };
  }

  private Cycle cycle(Grid grid) {
    return new Cycle(grid.months(), account.terms().cycle().anchorDay());
  }

  private static boolean set(Charged charge, List<Due> due) {
    int best = 0;
    @Nullable Due fitting = null;
    for (Due some : due) {
      int fits = some.fits(charge);
      if (fits > best) {
        best = fits;
        fitting = some;
      }
    }
    if (fitting == null) {
      return false;
    }
    fitting.charged().add(charge);
    return true;
  }

  /** What nothing speaks for any more. What was given back already is no line of a bill. */
  private void giveBack(OfferKey offer, List<Charged> unspoken) {
    Map<Unspoken, Long> sums = new LinkedHashMap<>();
    unspoken.forEach(charge ->
        sums.merge(
            new Unspoken(charge.product(), charge.days()), charge.amountMinor(), Math::addExact));
    long total = sums.values().stream().mapToLong(Long::longValue).sum();
    if (total != 0) {
      sums.forEach(
          (what, minor) -> add(offer, ChargeKind.RECURRING, what.product(), what.days(), -minor));
    }
  }

  private record Unspoken(String product, Period days) {}

  /** Days of an item on which its price did not change by what else the subscriber had. */
  private record Held(Item item, Period days, Map<String, String> attributes) {}

  /**
   * A price may depend on the plan: then it is that of the plan of the day, and a change of plan
   * cuts the days of a service.
   */
  private List<Held> held(Item item) {
    if (!prices.askForPlan(item)) {
      return List.of(new Held(item, item.days(), account.attributes()));
    }
    List<Held> held = new ArrayList<>();
    LocalDate day = item.days().from();
    for (Item plan : plans()) {
      Optional<Period> together = plan.days().overlap(item.days());
      if (together.isPresent()) {
        if (day.isBefore(together.get().from())) {
          held.add(new Held(item, new Period(day, together.get().from()), account.attributes()));
        }
        held.add(new Held(item, together.get(), withPlan(plan.offer().code())));
        day = together.get().until();
      }
    }
    if (day.isBefore(item.days().until())) {
      held.add(new Held(item, new Period(day, item.days().until()), account.attributes()));
    }
    return held;
  }

  private List<Item> plans() {
    return account.items().stream()
        .filter(item -> item.offer().kind() == OfferKind.PLAN)
        .sorted(Comparator.comparing(item -> item.days().from()))
        .toList();
  }

  private Map<String, String> withPlan(String code) {
    Map<String, String> attributes = new HashMap<>(account.attributes());
    attributes.put(FeeLines.PLAN, code);
    return Map.copyOf(attributes);
  }

  private List<PriceLine> lines(Held held) {
    Item item = held.item();
    List<PriceLine> lines = prices.of(item, held.attributes());
    return item.monthlyPrice().isEmpty() ? lines : withOwnPrice(lines, item.monthlyPrice().get());
  }

  /** The fees that recur as the promotion leaves them; none without one. */
  private Map<PriceLine, Money> discounted(Item item, List<PriceLine> lines) {
    Optional<Discount> discount =
        item.promotion().flatMap(catalog::promotion).map(Promotion::discount);
    if (discount.isEmpty()) {
      return Map.of();
    }
    List<PriceLine> recurring =
        lines.stream().filter(line -> line.price() instanceof Price.Recurring).toList();
    List<Money> left =
        Discounts.ofOffer(
            recurring.stream().map(line -> (Price.Recurring) line.price()).toList(),
            discount.get());
    Map<PriceLine, Money> discounted = new HashMap<>();
    for (int i = 0; i < recurring.size(); i++) {
      discounted.put(recurring.get(i), left.get(i));
    }
    return discounted;
  }

  /** The customer's own price is for the whole offer: the first fee that recurs stands for all. */
  private static List<PriceLine> withOwnPrice(List<PriceLine> lines, Money monthly) {
    List<PriceLine> own = new ArrayList<>();
    boolean priced = false;
    for (PriceLine line : lines) {
      if (!(line.price() instanceof Price.Recurring recurring)) {
        own.add(line);
      } else if (!priced) {
        priced = true;
        Money fee =
            new Money(Math.multiplyExact(monthly.minor(), recurring.months()), monthly.currency());
        own.add(
            new PriceLine(
                line.line(),
                line.product(),
                new Price.Recurring(fee, recurring.months(), recurring.timing()),
                line.when()));
      }
    }
    return own;
  }

  private Due due(OfferKey offer, Period period, List<Priced> fees) {
    List<Fee> parts = new ArrayList<>();
    for (Priced priced : fees) {
      for (Part part : parts(priced.held(), period)) {
        Money fee = part.discounted() ? priced.discounted() : priced.fee();
        Money share = share(fee, period, part.days());
        parts.add(
            new Fee(offer, ChargeKind.RECURRING, priced.product(), part.days(), share, false));
      }
    }
    return new Due(period, parts, new ArrayList<>());
  }

  private static Money share(Money fee, Period whole, Period part) {
    return whole.equals(part) ? fee : ProRata.share(fee, whole, part);
  }

  /** The fee periods that this bill looks at: those that begin to be due, and changed ones. */
  private List<Period> periods(Grid grid, LocalDate from) {
    return periods.computeIfAbsent(new Stretch(grid, from), this::findPeriods);
  }

  private List<Period> findPeriods(Stretch stretch) {
    Grid grid = stretch.grid;
    LocalDate dueUntil =
        switch (grid.timing()) {
          case ADVANCE -> advanceUntil;
          case ARREARS -> arrearsUntil;
        };
    Cycle cycle = cycle(grid);
    List<Period> periods = new ArrayList<>();
    Period period = cycle.containing(stretch.from, account.terms().cycleSince());
    while (isDue(period, grid, dueUntil) && periods.size() < MAX_PERIODS) {
      if (account.terms().recheckFrom().isPresent() || isNew(period, grid)) {
        periods.add(period);
      }
      period = cycle.next(period);
    }
    return periods;
  }

  private static boolean isDue(Period period, Grid grid, LocalDate dueUntil) {
    return switch (grid.timing()) {
      case ADVANCE -> period.from().isBefore(dueUntil);
      case ARREARS -> !period.until().isAfter(dueUntil);
    };
  }

  /** The first period of a cycle may have begun before it: then its days since are new. */
  private boolean isNew(Period period, Grid grid) {
    LocalDate since = account.terms().cycleSince();
    return switch (grid.timing()) {
      case ADVANCE ->
          !period.from().isBefore(newFrom)
              || (newFrom.equals(since) || account.isFirstBill()) && period.contains(newFrom);
      case ARREARS -> period.until().isAfter(newArrearsFrom);
    };
  }

  /** Days of one item in one fee period, with the promotion or without. */
  private record Part(Period days, boolean discounted) {}

  private List<Part> parts(Held held, Period period) {
    Optional<Period> had = held.days().overlap(period).flatMap(days -> days.overlap(wholeCycle));
    if (had.isEmpty()) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    for (Period served : account.served()) {
      served.overlap(had.get()).ifPresent(days -> parts.addAll(split(held.item(), days)));
    }
    return parts;
  }

  private static List<Part> split(Item item, Period days) {
    if (item.promotion().isEmpty()) {
      return List.of(new Part(days, false));
    }
    LocalDate until = item.promotionUntil().orElse(BilledAccount.ENDLESS);
    if (!until.isAfter(days.from())) {
      return List.of(new Part(days, false));
    }
    return until.isBefore(days.until())
        ? List.of(
            new Part(new Period(days.from(), until), true),
            new Part(new Period(until, days.until()), false))
        : List.of(new Part(days, true));
  }

  /** Due with the first day of the offer; a new version or price of it is no new beginning. */
  private Optional<Fee> once(List<Held> items, Held item, String product, Money fee) {
    LocalDate day = item.days().from();
    boolean goesOn = items.stream().anyMatch(other -> other.days().until().equals(day));
    boolean looked = !day.isBefore(checkFrom) && day.isBefore(advanceUntil);
    return looked && !goesOn && !fee.isZero()
        ? Optional.of(
            new Fee(
                item.item().offer(),
                ChargeKind.ONE_TIME,
                product,
                new Period(day, day.plusDays(1)),
                fee,
                false))
        : Optional.empty();
  }

  /**
   * What is due once and was charged, be it for another first day, is left as it was charged; the
   * rest is due, or comes back.
   */
  private void compareOnce(OfferKey offer, List<Fee> due, List<Charged> charged) {
    if (due.isEmpty() && charged.isEmpty()) {
      return;
    }
    Map<Unspoken, Long> sums = new LinkedHashMap<>();
    charged.stream()
        .filter(charge -> charge.kind() == ChargeKind.ONE_TIME)
        .filter(charge -> !charge.days().from().isBefore(checkFrom))
        .forEach(charge ->
            sums.merge(
                new Unspoken(charge.product(), charge.days()),
                charge.amountMinor(),
                Math::addExact));
    sums.values().removeIf(minor -> minor == 0);
    List<Fee> left = new ArrayList<>();
    for (Fee fee : due) {
      if (sums.remove(new Unspoken(fee.product(), fee.days())) == null) {
        left.add(fee);
      }
    }
    for (Fee fee : left) {
      Optional<Unspoken> other =
          sums.keySet().stream().filter(some -> some.product().equals(fee.product())).findFirst();
      if (other.isPresent()) {
        sums.remove(other.get());
      } else {
        fees.add(fee);
      }
    }
    sums.forEach(
        (what, minor) -> add(offer, ChargeKind.ONE_TIME, what.product(), what.days(), -minor));
  }

  private void compare(OfferKey offer, Due due) {
    if (due.charged().isEmpty()) {
      due.parts().stream().filter(fee -> !fee.amount().isZero()).forEach(fees::add);
      return;
    }
    Map<String, Long> differences = new TreeMap<>();
    due.parts()
        .forEach(fee -> differences.merge(fee.product(), fee.amount().minor(), Math::addExact));
    due.charged()
        .forEach(
            charge -> differences.merge(charge.product(), -charge.amountMinor(), Math::addExact));
    if (differences.values().stream().mapToLong(Long::longValue).sum() == 0) {
      return;
    }
    // The days that count: a later bill must find the correction where it finds the fee.
    Period days =
        new Period(latest(due.period().from(), account.terms().cycleSince()), due.period().until());
    differences.forEach((product, minor) -> add(offer, ChargeKind.RECURRING, product, days, minor));
  }

  private void add(OfferKey offer, ChargeKind kind, String product, Period days, long minor) {
    if (minor != 0) {
      fees.add(new Fee(offer, kind, product, days, new Money(minor, account.currency()), true));
    }
  }

  private static LocalDate earliest(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate latest(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
