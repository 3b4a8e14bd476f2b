package org.sbms.deploy.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * Corporate clients with subscribers in every branch: the same seed and branches, the same ones.
 */
final class CorporateSample {
  private static final long SEED = 20_261_124L;
  private static final String BY = "accounts";

  /** Subscribers are taken this far apart, and each client begins at another one. */
  private static final int STEP = 11;

  /**
   * A made-up client.
   *
   * @param departments by their paths, each after the one that it belongs to
   * @param perBranch how many subscribers it has in each branch
   */
  private record Sample(
      String name,
      String taxId,
      String contact,
      int perBranch,
      long transferMinor,
      List<String> departments) {}

  private static final List<Sample> CLIENTS =
      List.of(
          new Sample(
              "АО «Северная почта»",
              "7704112233",
              "Мария Руднева, +7 495 010-20-30",
              40,
              250_000_00,
              List.of(
                  "Дирекция",
                  "Розница",
                  "Розница / Отделения",
                  "Розница / Отделения / Круглосуточные",
                  "Розница / Киоски",
                  "Логистика",
                  "Логистика / Склады",
                  "Логистика / Водители")),
          new Sample(
              "ООО «Магистраль»",
              "5406445566",
              "Олег Чернов, +7 383 010-44-55",
              18,
              80_000_00,
              List.of("Управление", "Диспетчеры", "Диспетчеры / Ночная смена", "Бригады")),
          new Sample(
              "Сеть аптек «Ромашка»",
              "6670778899",
              "Анна Белых, +7 343 010-66-77",
              7,
              0,
              List.of()));

  private final Dice dice = new Dice(SEED);
  private final List<BranchCode> branches;
  private final Map<BranchCode, List<SampleSubscriber>> subscribers = new HashMap<>();
  private final LocalDate today;
  private final OffsetDateTime now;
  private final CopyRows clients =
      new CopyRows("corporate_client (id, name, tax_id, branch, contact, created_by, created_at)");
  private final CopyRows departments =
      new CopyRows("corporate_department (id, client_id, parent_id, name, created_at)");
  private final CopyRows members =
      new CopyRows(
          "corporate_member (account, client_id, department_id, verified, attached_by,"
              + " attached_at)");
  private final CopyRows transfers =
      new CopyRows(
          "corporate_payment (id, client_id, branch, amount_minor, currency, reference,"
              + " received_on, registered_by, registered_at)");

  private CorporateSample(List<BranchCode> branches, LocalDate today) {
    this.branches = branches;
    this.today = today;
    this.now = today.atStartOfDay().atOffset(ZoneOffset.UTC);
    branches.forEach(branch ->
        subscribers.put(branch, SampleSubscribers.of(branch, today, SampleSubscribers.A_BRANCH)));
  }

  static void load(Connection connection, List<BranchCode> branches, LocalDate today)
      throws SQLException {
    CorporateSample sample = new CorporateSample(branches, today);
    for (int i = 0; i < CLIENTS.size(); i++) {
      sample.add(CLIENTS.get(i), i);
    }
    for (CopyRows rows :
        List.of(sample.clients, sample.departments, sample.members, sample.transfers)) {
      rows.send(connection);
    }
  }

  private void add(Sample client, int index) {
    UUID id = dice.uuid();
    BranchCode collecting = branches.get(index % branches.size());
    clients.add(id, client.name, client.taxId, collecting, client.contact, BY, now);
    List<UUID> places = addDepartments(id, client.departments);
    for (BranchCode branch : branches) {
      addMembers(id, client, index, branch, places);
    }
    if (client.transferMinor > 0) {
      transfers.add(
          dice.uuid(),
          id,
          collecting,
          client.transferMinor,
          Tariffs.CURRENCY,
          "п/п %d от %s".formatted(dice.between(100, 999), today),
          today,
          BY,
          now);
    }
  }

  private List<UUID> addDepartments(UUID client, List<String> paths) {
    Map<String, UUID> ids = new HashMap<>();
    List<UUID> all = new ArrayList<>();
    for (String path : paths) {
      int cut = path.lastIndexOf(" / ");
      UUID id = dice.uuid();
      departments.add(
          id,
          client,
          cut < 0 ? null : ids.get(path.substring(0, cut)),
          cut < 0 ? path : path.substring(cut + 3),
          now);
      ids.put(path, id);
      all.add(id);
    }
    return all;
  }

  private void addMembers(
      UUID client, Sample sample, int index, BranchCode branch, List<UUID> places) {
    int count = 0;
    List<SampleSubscriber> all = subscribers.getOrDefault(branch, List.of());
    for (int i = index; i < all.size() && count < sample.perBranch; i += STEP) {
      SampleSubscriber subscriber = all.get(i);
      if (subscriber.state() != SubscriberState.TERMINATED) {
        members.add(
            subscriber.account(), client, places.isEmpty() ? null : dice.of(places), true, BY, now);
        count++;
      }
    }
  }
}
