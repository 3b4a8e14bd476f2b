package org.sbms.deploy.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.sbms.branch.equipment.StockState;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.EquipmentKind;

/**
 * Loads a branch's warehouse: what its subscribers have was handed out of it, and there is more of
 * everything. The same seed, branch and day make the same stock.
 */
final class StockSample {
  private static final long SEED = 20_261_124L;
  private static final LocalTime DELIVERED_AT = LocalTime.of(10, 30);
  private static final String KEEPER = "warehouse";

  /** Beyond the numbers that subscribers have. */
  private static final int FIRST_NEW = 500_000;

  /** What is bought, and how many of it lie in the warehouse. */
  private record Article(EquipmentKind kind, String model, int count) {}

  private static final List<Article> ARTICLES =
      List.of(
          new Article(EquipmentKind.SIM, "NANO", 80),
          new Article(EquipmentKind.SMART_CARD, "CAM-3", 50),
          new Article(EquipmentKind.SET_TOP_BOX, "HD-2000", 45),
          new Article(EquipmentKind.SET_TOP_BOX, "UHD-4K", 20),
          new Article(EquipmentKind.MODEM, "AX-3000", 30),
          new Article(EquipmentKind.REMOTE, "RC-10", 40));

  private final BranchCode branch;
  private final Region region;
  private final ZoneId zone;
  private final LocalDate today;
  private final Dice dice;
  private final CopyRows items =
      new CopyRows("stock_item (serial, kind, model, state, received_at, changed_at)");
  private final CopyRows moves =
      new CopyRows("stock_move (serial, at, from_state, to_state, by, reason)");
  private final CopyRows equipment =
      new CopyRows("subscriber_equipment (account, kind, model, serial, since, supplied_by)");

  private StockSample(BranchCode branch, ZoneId zone, LocalDate today) {
    this.branch = branch;
    this.region = Region.of(branch);
    this.zone = zone;
    this.today = today;
    this.dice = new Dice(SEED * 31 + branch.value().hashCode());
  }

  static void load(
      Connection connection,
      BranchCode branch,
      ZoneId zone,
      LocalDate today,
      List<SampleSubscriber> subscribers)
      throws SQLException {
    StockSample sample = new StockSample(branch, zone, today);
    subscribers.forEach(sample::addHandedOut);
    int next = FIRST_NEW;
    for (Article article : ARTICLES) {
      for (int i = 0; i < article.count(); i++) {
        sample.addNew(article, next++);
      }
    }
    for (CopyRows rows : List.of(sample.items, sample.moves, sample.equipment)) {
      rows.send(connection);
    }
  }

  private void addHandedOut(SampleSubscriber subscriber) {
    for (SampleSubscriber.Identifier identifier : subscriber.identifiers()) {
      for (Article article : ARTICLES) {
        if (article.kind().name().equals(identifier.kind())) {
          addHandedOut(subscriber, article, identifier.value());
          break;
        }
      }
    }
  }

  private void addHandedOut(SampleSubscriber subscriber, Article article, String serial) {
    Instant received = delivered(subscriber.since().minusDays(30));
    Instant issued = delivered(subscriber.since());
    item(article, serial, StockState.ISSUED, received, issued);
    move(serial, issued, StockState.IN_STOCK, StockState.ISSUED, "clerk", "contract");
    equipment.add(
        subscriber.account(), article.kind(), article.model(), serial, subscriber.since(), branch);
  }

  private void addNew(Article article, int number) {
    Instant received = delivered(today.minusDays(dice.between(3, 120)));
    Instant changed = received.plusSeconds(dice.between(1, 48) * 3_600L);
    String serial = serial(article.kind(), number);
    int percent = dice.below(100);
    StockState state =
        percent < 90
            ? StockState.IN_STOCK
            : percent < 94
                ? StockState.RESERVED
                : percent < 97 ? StockState.FAULTY : StockState.RETURNED;
    item(article, serial, state, received, state == StockState.IN_STOCK ? received : changed);
    switch (state) {
      case RESERVED -> move(serial, changed, StockState.IN_STOCK, state, KEEPER, "for a customer");
      case FAULTY -> move(serial, changed, StockState.IN_STOCK, state, KEEPER, "does not start");
      case RETURNED -> move(serial, changed, StockState.ISSUED, state, "clerk", "opened box");
      case IN_STOCK, ISSUED, BLACKLISTED -> {}
    }
  }

  private void item(
      Article article, String serial, StockState state, Instant received, Instant changed) {
    items.add(serial, article.kind(), article.model(), state, received, changed);
    moves.add(serial, received, null, StockState.IN_STOCK, KEEPER, "delivery");
  }

  private void move(
      String serial, Instant at, StockState from, StockState to, String by, String reason) {
    moves.add(serial, at, from, to, by, reason);
  }

  private String serial(EquipmentKind kind, int number) {
    return switch (kind) {
      case SIM -> region.sim(number);
      case SMART_CARD -> String.valueOf(region.firstCard() + number);
      case SET_TOP_BOX -> String.valueOf(region.firstBox() + number);
      case MODEM, REMOTE ->
          "%s%s%08d"
              .formatted(
                  kind == EquipmentKind.MODEM ? "ax" : "rc",
                  branch.value().toLowerCase(Locale.ROOT),
                  number);
    };
  }

  private Instant delivered(LocalDate day) {
    return day.atTime(DELIVERED_AT).atZone(zone).toInstant();
  }
}
