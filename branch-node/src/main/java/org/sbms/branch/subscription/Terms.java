package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.Promotion;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.pricing.Cycle;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.ShowSubscribed;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** On which terms a subscriber has what it has: its own prices and its promotions. */
final class Terms {
  private static final Cycle CALENDAR_MONTH = new Cycle(1, 1);

  private final OfferCatalog catalog = new OfferCatalog();
  private final Items items = new Items();
  private final ItemRows rows = new ItemRows();
  private final Accounts accounts;
  private final BusinessDays days;

  Terms(Accounts accounts, BusinessDays days) {
    this.accounts = accounts;
    this.days = days;
  }

  Outcome<Subscribed> show(ShowSubscribed question, Sql sql) {
    return accounts.find(sql, question.account()).isEmpty()
        ? unknown(question.account())
        : Outcome.done(shown(sql, question.account(), days.today(sql)));
  }

  private Subscribed shown(Sql sql, AccountNumber account, LocalDate today) {
    List<Subscribed.Item> latest = rows.latest(sql, account);
    return new Subscribed(
        account,
        today,
        latest,
        rows.states(sql, account),
        catalog.snapshot(sql).promotions().values().stream()
            .filter(promotion -> promotion.isGivenOn(today) && !promotion.byCode())
            .filter(promotion -> !on(promotion, rows.stretches(sql, account), today).isEmpty())
            .map(promotion ->
                new Subscribed.PromotionName(
                    promotion.code(), promotion.nameEn(), promotion.nameRu()))
            .sorted(java.util.Comparator.comparing(Subscribed.PromotionName::code))
            .toList());
  }

  Outcome<Subscribed> setPrice(Command<SetOwnPrice> command, Tx tx) {
    SetOwnPrice order = command.operation();
    LocalDate today = days.open(tx);
    Accounts.@Nullable Facts account =
        accounts.lock(tx, List.of(order.account())).get(order.account());
    if (account == null) {
      return unknown(order.account());
    }
    if (order.price().filter(p -> !p.currency().equals(account.currency())).isPresent()) {
      return Outcome.refused(Refusal.invalid("price", "must be in " + account.currency()));
    }
    LocalDate from = order.from().orElse(today);
    if (from.isBefore(today) && !command.caller().may(ItemFeature.CORRECT_PAST)) {
      return Outcome.refused(
          RefusalCode.FORBIDDEN, "A price for days that are past needs the right to correct.");
    }
    Optional<Refusal> wrongDay = Corrections.wrongDay(from, today.plusDays(1));
    if (wrongDay.isPresent()) {
      return Outcome.refused(wrongDay.get());
    }
    OfferKind kind = OfferKind.valueOf(order.kind().name());
    Optional<ItemRows.Stretch> stretch =
        rows.stretches(tx, order.account()).stream()
            .filter(some -> some.kind() == kind && some.code().equals(order.code()))
            .filter(some -> some.contains(from))
            .findFirst();
    if (stretch.isEmpty()) {
      return Outcome.refused(Refusal.invalid("code", "is not had on that day"));
    }
    long id = items.splitAt(tx, stretch.get(), from, Items.Ended.NEW_PRICE);
    items.setPrice(tx, id, order.price().map(Money::minor));
    return Outcome.done(shown(tx, order.account(), today));
  }

  Outcome<Subscribed> give(Command<GivePromotion> command, Tx tx) {
    GivePromotion order = command.operation();
    LocalDate today = days.open(tx);
    Accounts.@Nullable Facts account =
        accounts.lock(tx, List.of(order.account())).get(order.account());
    if (account == null) {
      return unknown(order.account());
    }
    if (account.state() == SubscriberState.TERMINATED) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The account is closed.");
    }
    Optional<Promotion> meant = meant(tx, order.promotion());
    if (meant.isEmpty() || !meant.get().isGivenOn(today)) {
      return Outcome.refused(Refusal.invalid("promotion", "is not given today"));
    }
    Promotion promotion = meant.get();
    List<ItemRows.Stretch> targets = on(promotion, rows.stretches(tx, order.account()), today);
    if (targets.isEmpty()) {
      return Outcome.refused(
          Refusal.invalid(
              "promotion", "is for offers that the subscriber does not have, or has cheaper"));
    }
    if (promotion.byCode() && !items.useCode(tx, codeOf(order.promotion()))) {
      return Outcome.refused(Refusal.invalid("promotion", "has been used as often as it may be"));
    }
    Optional<LocalDate> until =
        promotion.cycles().isPresent()
            ? Optional.of(
                CALENDAR_MONTH
                    .containing(today, today)
                    .from()
                    .plusMonths(promotion.cycles().getAsInt()))
            : Optional.empty();
    for (ItemRows.Stretch target : targets) {
      long id = items.splitAt(tx, target, today, Items.Ended.NEW_PRICE);
      items.setPromotion(tx, id, promotion.code(), until);
    }
    return Outcome.done(shown(tx, order.account(), today));
  }

  /** By its own code where none must be shown, else by one that was given out. */
  private Optional<Promotion> meant(Sql sql, String typed) {
    OfferCatalog.Snapshot now = catalog.snapshot(sql);
    return now.promotion(typed.strip())
        .filter(promotion -> !promotion.byCode())
        .or(() -> items.promotionOfCode(sql, codeOf(typed)).flatMap(now::promotion));
  }

  private static String codeOf(String typed) {
    return typed.strip().toUpperCase(Locale.ROOT);
  }

  /** What it would make cheaper: nothing, if a bundle is not whole. */
  private static List<ItemRows.Stretch> on(
      Promotion promotion, List<ItemRows.Stretch> stretches, LocalDate today) {
    List<ItemRows.Stretch> meant = new ArrayList<>();
    for (ItemRows.Stretch stretch : stretches) {
      if (stretch.isOpen()
          && promotion.offers().contains(new OfferKey(stretch.kind(), stretch.code()))) {
        meant.add(stretch);
      }
    }
    Set<OfferKey> had =
        meant.stream()
            .map(stretch -> new OfferKey(stretch.kind(), stretch.code()))
            .collect(Collectors.toSet());
    if (promotion.bundle() && !had.equals(promotion.offers())) {
      return List.of();
    }
    return meant.stream().filter(stretch -> !stretch.hasPromotionOn(today)).toList();
  }

  private static Outcome<Subscribed> unknown(AccountNumber account) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".");
  }
}
