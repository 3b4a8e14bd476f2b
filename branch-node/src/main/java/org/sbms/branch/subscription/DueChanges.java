package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what was planned and whose day has come. Safe at any time and by several instances. */
final class DueChanges {
  private static final Logger log = LoggerFactory.getLogger(DueChanges.class);
  private static final int BATCH = 200;

  private final PlannedChanges planned = new PlannedChanges();
  private final Accounts accounts;
  private final BusinessDays days;
  private final ServiceChanges services;
  private final StateChanges states;

  DueChanges(Accounts accounts, BusinessDays days, ServiceChanges services, StateChanges states) {
    this.accounts = accounts;
    this.days = days;
    this.services = services;
    this.states = states;
  }

  void apply(Database database) {
    int applied;
    do {
      applied = database.inTransaction(this::applyBatch);
    } while (applied == BATCH);
  }

  private int applyBatch(Tx tx) {
    LocalDate today = days.open(tx);
    List<PlannedChanges.Order> due = planned.due(tx, today, BATCH);
    accounts.lock(tx, due.stream().map(PlannedChanges.Order::account).toList());
    due.forEach(order -> apply(tx, order, today));
    return due.size();
  }

  private void apply(Tx tx, PlannedChanges.Order order, LocalDate today) {
    // Read again: what is due before it may have changed the state.
    Accounts.Facts account = accounts.lock(tx, List.of(order.account())).get(order.account());
    decided(tx, order, account, today)
        .ifPresent(refusal -> {
          log.warn(
              "{} planned for {} dropped: {}", order.kind(), order.account(), refusal.detail());
          planned.remove(tx, order);
        });
  }

  private Optional<Refusal> decided(
      Tx tx, PlannedChanges.Order order, Accounts.@Nullable Facts account, LocalDate today) {
    return switch (order.kind()) {
      case SERVICE_ADDED, SERVICE_REMOVED -> services.applyDue(tx, order, account, today);
      case SUSPENDED, RESUMED, TERMINATED -> states.applyDue(tx, order, account, today);
      case REGISTERED, PERSONAL_DATA, PLAN ->
          throw new IllegalStateException(order.kind() + " is not planned here");
    };
  }
}
