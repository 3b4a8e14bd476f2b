package org.sbms.deploy.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.deploy.sample.SampleSubscriber.Charge;
import org.sbms.deploy.sample.SampleSubscriber.Identifier;
import org.sbms.deploy.sample.SampleSubscriber.Receipt;

/** Makes a branch's subscribers: the same seed, branch and day make the same ones. */
final class SampleSubscribers {
  static final int A_BRANCH = 1_200;

  private static final long SEED = 20_261_122L;
  private static final int MONTHS = 12;
  private static final int FIRST_SERIAL = 10_042;
  private static final int SERIAL_STEP = 7;
  private static final int SECONDS_OF_OPENING = 9 * 3600;
  private static final int SECONDS_OPEN = 11 * 3600;

  private final BranchCode branch;
  private final Region region;
  private final LocalDate today;
  private final Dice dice;

  private SampleSubscribers(BranchCode branch, LocalDate today) {
    this.branch = branch;
    this.region = Region.of(branch);
    this.today = today;
    this.dice = new Dice(SEED * 31 + branch.value().hashCode());
  }

  static List<SampleSubscriber> of(BranchCode branch, LocalDate today, int count) {
    SampleSubscribers maker = new SampleSubscribers(branch, today);
    List<SampleSubscriber> all = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      all.add(maker.next(index));
    }
    return all;
  }

  private SampleSubscriber next(int index) {
    boolean company = dice.percent(6);
    String name = company ? Names.company(dice) : Names.person(dice);
    Tariffs.Offer plan = dice.of(Tariffs.PLANS);
    List<Tariffs.Offer> services =
        Tariffs.servicesFor(plan).stream().filter(_ -> dice.percent(30)).toList();
    LocalDate since = today.minusDays(dice.between(40, 3_000));
    SubscriberState state = state();
    List<Charge> charges = charges(since, state, plan, services, index % 3 == 0);
    return new SampleSubscriber(
        dice.uuid(),
        company,
        name,
        region.address(dice),
        phone(index),
        "client%05d@%s.example".formatted(index, branch.value().toLowerCase(Locale.ROOT)),
        AccountNumber.of(branch, FIRST_SERIAL + index * SERIAL_STEP),
        state,
        since,
        plan,
        services,
        identifiers(index, plan),
        charges,
        receipts(charges, state));
  }

  private SubscriberState state() {
    int percent = dice.below(100);
    if (percent < 93) {
      return SubscriberState.ACTIVE;
    }
    return percent < 98 ? SubscriberState.SUSPENDED : SubscriberState.TERMINATED;
  }

  /** Numbers are spread over the range, and each index has its own. */
  private String phone(int index) {
    int stride = region.phones() / A_BRANCH;
    return String.valueOf(
        region.firstPhone() + (long) (index % A_BRANCH) * stride + index / A_BRANCH);
  }

  private List<Identifier> identifiers(int index, Tariffs.Offer plan) {
    List<Identifier> identifiers = new ArrayList<>();
    if (Tariffs.hasPhone(plan)) {
      identifiers.add(new Identifier("PHONE", phone(index)));
      identifiers.add(new Identifier("SIM", region.sim(1_000 + index * 11)));
    }
    if (Tariffs.hasTelevision(plan)) {
      identifiers.add(
          new Identifier("SMART_CARD", String.valueOf(region.firstCard() + 1_000 + index * 13L)));
      identifiers.add(
          new Identifier("SET_TOP_BOX", String.valueOf(region.firstBox() + 5_000 + index * 17L)));
    }
    if (Tariffs.hasInternet(plan)) {
      identifiers.add(
          new Identifier(
              "LOGIN", "%s%05d".formatted(branch.value().toLowerCase(Locale.ROOT), index)));
    }
    return identifiers;
  }

  private List<Charge> charges(
      LocalDate since,
      SubscriberState state,
      Tariffs.Offer plan,
      List<Tariffs.Offer> services,
      boolean billedLater) {
    long fee =
        plan.monthlyFeeMinor() + services.stream().mapToLong(Tariffs.Offer::monthlyFeeMinor).sum();
    int unpaidMonths = state == SubscriberState.ACTIVE ? billedLater ? 1 : 0 : dice.between(1, 4);
    List<Charge> charges = new ArrayList<>();
    for (int month = MONTHS - 1; month >= unpaidMonths; month--) {
      LocalDate day = today.withDayOfMonth(1).minusMonths(month);
      if (day.isAfter(since)) {
        charges.add(new Charge(dice.uuid(), day, fee));
      }
    }
    return charges;
  }

  /** Most pay each month a round sum near the fee; some pay late, and the suspended not at all. */
  private List<Receipt> receipts(List<Charge> charges, SubscriberState state) {
    List<Receipt> receipts = new ArrayList<>();
    int paid = state == SubscriberState.ACTIVE ? charges.size() : Math.max(0, charges.size() - 1);
    for (Charge charge : charges.subList(0, paid)) {
      if (dice.percent(4)) {
        continue;
      }
      LocalDate day = charge.day().plusDays(dice.between(0, 24));
      if (day.isBefore(today)) {
        receipts.add(receipt(day, charge.amountMinor()));
      }
    }
    return receipts;
  }

  private Receipt receipt(LocalDate day, long fee) {
    long hundreds = (fee + 99_99) / 100_00;
    long amount = (dice.percent(70) ? hundreds : hundreds + dice.between(1, 3)) * 100_00;
    String method =
        switch (dice.below(10)) {
          case 0, 1, 2, 3 -> "CASH";
          case 4, 5, 6 -> "CARD";
          case 7, 8 -> "TERMINAL";
          default -> "ONLINE";
        };
    String by = method.equals("CASH") || method.equals("CARD") ? "cashier" : "system";
    return new Receipt(
        dice.uuid(), day, SECONDS_OF_OPENING + dice.below(SECONDS_OPEN), amount, method, by);
  }
}
