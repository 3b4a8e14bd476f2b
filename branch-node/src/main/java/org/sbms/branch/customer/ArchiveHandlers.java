package org.sbms.branch.customer;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.sbms.branch.customer.WorkOnCustomers.ArchiveCustomer;
import org.sbms.branch.customer.WorkOnCustomers.AskErasure;
import org.sbms.branch.customer.WorkOnCustomers.Changed;
import org.sbms.branch.customer.WorkOnCustomers.DecideErasure;
import org.sbms.branch.customer.WorkOnCustomers.ListErasures;
import org.sbms.branch.customer.WorkOnCustomers.ReturnFromArchive;
import org.sbms.branch.customer.WorkOnCustomers.TakeOutPersonalData;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** The end of a customer's life here: archive, a copy of the data for the person, erasure. */
final class ArchiveHandlers {
  private static final int MAX_MOVEMENTS = 10_000;

  private final Period retention;
  private final ZoneId zone;
  private final Clock clock;
  private final RandomGenerator random;

  ArchiveHandlers(Period retention, ZoneId zone, Clock clock, RandomGenerator random) {
    this.retention = retention;
    this.zone = zone;
    this.clock = clock;
    this.random = random;
  }

  Outcome<Changed> archive(Command<ArchiveCustomer> command, Tx tx) {
    ArchiveCustomer order = command.operation();
    Optional<Customer> found = CustomerTable.lock(tx, order.id());
    if (found.isEmpty()) {
      return CustomerHandlers.nobody();
    }
    // Held, so that nobody opens one again or pays into one meanwhile.
    tx.run("select 1 from account where customer_id = $1 order by number for update", order.id());
    List<CustomerView.Account> accounts = AccountTree.of(tx, order.id());
    Optional<Refusal> obstacle =
        CustomerDecisions.obstacleToArchive(
            found.get().archivedAt().isPresent(),
            accounts.stream().map(CustomerView.Account::state).collect(Collectors.toSet()),
            accounts.stream().anyMatch(account -> !account.balance().isZero()),
            !CustomerTable.members(tx, order.id()).isEmpty());
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    CustomerTable.setArchived(tx, order.id(), Optional.of(now()));
    note(tx, command, order.id(), "ARCHIVED", order.reason().strip());
    return Outcome.done(new Changed(order.id()));
  }

  Outcome<Changed> returnFromArchive(Command<ReturnFromArchive> command, Tx tx) {
    UUID id = command.operation().id();
    Optional<Customer> found = CustomerTable.lock(tx, id);
    if (found.isEmpty()) {
      return CustomerHandlers.nobody();
    }
    if (found.get().archivedAt().isEmpty() || found.get().erasedAt().isPresent()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "Only who is in the archive and not erased comes back.");
    }
    if (Erasures.open(tx, id).isPresent()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "Somebody asked for an erasure: decline that first.");
    }
    CustomerTable.setArchived(tx, id, Optional.empty());
    note(tx, command, id, "RETURNED", "");
    return Outcome.done(new Changed(id));
  }

  Outcome<Erasure> ask(Command<AskErasure> command, Tx tx) {
    AskErasure order = command.operation();
    Optional<Customer> found = CustomerTable.lock(tx, order.id());
    if (found.isEmpty()) {
      return CustomerHandlers.nobody();
    }
    if (Erasures.open(tx, order.id()).isPresent()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "It was asked for already.");
    }
    Optional<Refusal> obstacle = obstacle(found.get());
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    UUID id = UuidV7.next(now(), random);
    Erasures.ask(tx, id, order, command.caller().actor().login(), now());
    note(tx, command, order.id(), "ERASURE_ASKED", "");
    return Outcome.done(Erasures.find(tx, id).orElseThrow());
  }

  Outcome<Erasure> decide(Command<DecideErasure> command, Tx tx) {
    DecideErasure order = command.operation();
    Optional<Erasure> asked = Erasures.find(tx, order.erasure());
    if (asked.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such request.");
    }
    Customer customer = CustomerTable.lock(tx, asked.get().customer()).orElseThrow();
    // Read again: somebody may have decided before we held the customer.
    Erasure erasure = Erasures.find(tx, order.erasure()).orElseThrow();
    String login = command.caller().actor().login();
    Optional<Refusal> obstacle =
        CustomerDecisions.obstacleToDecide(erasure, login)
            .or(() -> order.erase() ? obstacle(customer) : Optional.empty());
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    if (order.erase()) {
      Erasures.erase(tx, customer.id(), now());
    }
    Erasures.decide(
        tx,
        erasure.id(),
        order.erase() ? Erasure.State.ERASED : Erasure.State.DECLINED,
        login,
        order.comment(),
        now());
    note(tx, command, customer.id(), order.erase() ? "ERASED" : "ERASURE_DECLINED", "");
    return Outcome.done(Erasures.find(tx, erasure.id()).orElseThrow());
  }

  private Optional<Refusal> obstacle(Customer customer) {
    return CustomerDecisions.obstacleToErase(
        customer.archivedAt(),
        customer.erasedAt(),
        LocalDate.ofInstant(now(), zone),
        retention,
        zone);
  }

  Outcome<ListErasures.Items> list(ListErasures question, Sql sql) {
    return Outcome.done(new ListErasures.Items(Erasures.list(sql, question)));
  }

  Outcome<PersonalFile> takeOut(TakeOutPersonalData question, Sql sql) {
    return CustomerTable.find(sql, question.id())
        .map(customer -> Outcome.done(file(sql, customer)))
        .orElseGet(CustomerHandlers::nobody);
  }

  private PersonalFile file(Sql sql, Customer customer) {
    CustomerView view = CustomerHandlers.view(sql, customer, true);
    List<PersonalFile.Movement> movements = movements(sql, customer.id());
    boolean isWhole = movements.size() <= MAX_MOVEMENTS;
    return new PersonalFile(
        view,
        view.accounts().stream().map(account -> account(sql, account.number().value())).toList(),
        isWhole ? movements : movements.subList(0, MAX_MOVEMENTS),
        isWhole,
        now());
  }

  private static PersonalFile.AccountFile account(Sql sql, String number) {
    return new PersonalFile.AccountFile(
        number,
        new ArrayList<>(
            sql.list(
                row -> new Identifier(row.getString("kind"), row.getString("value")),
                "select kind, value from identifier where account = $1 order by kind, value",
                number)),
        sql.list(
            row -> row.getString(0),
            """
            select s.name from account_service l join service_offer s on s.code = l.service
            where l.account = $1 order by s.name
            """,
            number));
  }

  private static List<PersonalFile.Movement> movements(Sql sql, UUID customer) {
    return sql.list(
        row ->
            new PersonalFile.Movement(
                row.getString("subject"),
                row.getLocalDate("value_date"),
                row.getString("kind"),
                new Money(row.getLong("delta"), Currency.getInstance(row.getString("currency")))),
        """
        select subject, value_date, kind, currency,
          case when credit = $2 then amount_minor else -amount_minor end as delta
        from ledger_posting
        where subject in (select number from account where customer_id = $1)
          and $2 in (debit, credit)
        order by id desc limit $3
        """,
        customer,
        Chart.SUBSCRIBERS.code(),
        MAX_MOVEMENTS + 1);
  }

  private void note(Tx tx, Command<?> command, UUID customer, String kind, String detail) {
    CustomerTable.note(tx, customer, now(), kind, detail, Author.of(command.caller().actor()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
