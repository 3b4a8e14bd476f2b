package org.sbms.branch.customer;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.customer.WorkOnCustomers.AddContact;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.branch.customer.WorkOnCustomers.Changed;
import org.sbms.branch.customer.WorkOnCustomers.ClassifyCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ListCompanies;
import org.sbms.branch.customer.WorkOnCustomers.ReadDocument;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.customer.WorkOnCustomers.RemoveContact;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.branch.customer.WorkOnCustomers.ShowCustomer;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** Shows and keeps customers, what belongs to them, and the companies that serve them. */
final class CustomerHandlers {
  private final Currency currency;
  private final Documents documents;
  private final Clock clock;
  private final RandomGenerator random;

  CustomerHandlers(Currency currency, Documents documents, Clock clock, RandomGenerator random) {
    this.currency = currency;
    this.documents = documents;
    this.clock = clock;
    this.random = random;
  }

  Outcome<BrowseCustomers.Rows> browse(BrowseCustomers question, Sql sql) {
    return Outcome.done(
        new BrowseCustomers.Rows(CustomerTable.browse(sql, question, orderBy(question), currency)));
  }

  /** From constants only: nothing of the question gets into SQL. */
  private static String orderBy(BrowseCustomers question) {
    String column =
        switch (question.sort()) {
          case "name" -> "name";
          case "since" -> "created_at";
          default -> "number";
        };
    return column + (question.descending() ? " desc" : " asc");
  }

  Outcome<CustomerView> show(Caller caller, ShowCustomer question, Sql sql) {
    return CustomerTable.find(sql, question.id())
        .map(found -> Outcome.done(view(sql, found, caller.may(PartyFeature.VIEW_PERSONAL))))
        .orElseGet(CustomerHandlers::nobody);
  }

  static CustomerView view(Sql sql, Customer found, boolean withPersonal) {
    return new CustomerView(
        withPersonal ? found : found.masked(),
        found.parent().flatMap(parent -> CustomerTable.ref(sql, parent)),
        CustomerTable.members(sql, found.id()),
        AccountTree.of(sql, found.id()),
        withPersonal ? CustomerTable.contacts(sql, found.id()) : List.of(),
        Documents.of(sql, found.id()),
        CustomerTable.history(sql, found.id()),
        Erasures.open(sql, found.id()));
  }

  Outcome<Changed> register(Command<RegisterCustomer> command, Tx tx) {
    RegisterCustomer order = command.operation();
    UUID id = UuidV7.next(now(), random);
    Optional<Refusal> obstacle = order.parent().flatMap(parent -> obstacle(tx, id, parent, 0));
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    CustomerTable.insert(tx, id, order, now());
    note(tx, command, id, "REGISTERED", order.kind().name());
    return Outcome.done(new Changed(id));
  }

  Outcome<Changed> classify(Command<ClassifyCustomer> command, Tx tx) {
    ClassifyCustomer order = command.operation();
    lockTrees(tx);
    Optional<Outcome<Changed>> gone = notLive(tx, order.id());
    if (gone.isPresent()) {
      return gone.get();
    }
    Optional<Refusal> obstacle =
        order
            .parent()
            .flatMap(parent ->
                obstacle(tx, order.id(), parent, CustomerTable.levelsBelow(tx, order.id())));
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    CustomerTable.classify(tx, order);
    note(tx, command, order.id(), "CLASSIFIED", order.kind().name());
    return Outcome.done(new Changed(order.id()));
  }

  private static Optional<Refusal> obstacle(Tx tx, UUID id, UUID parent, int levelsBelow) {
    List<UUID> above = CustomerTable.chain(tx, parent);
    return above.isEmpty()
        ? Optional.of(Refusal.invalid("parent", "is no customer of this branch"))
        : CustomerDecisions.obstacleBelow(id, above, levelsBelow);
  }

  Outcome<Changed> arrange(Command<ArrangeAccount> command, Tx tx) {
    ArrangeAccount order = command.operation();
    lockTrees(tx);
    Optional<UUID> before = AccountTree.customerOf(tx, order.account());
    if (before.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no subscriber " + order.account() + ".");
    }
    Optional<Outcome<Changed>> gone = notLive(tx, order.customer());
    if (gone.isPresent()) {
      return gone.get();
    }
    if (!Companies.has(tx, order.company(), order.department())) {
      return Outcome.refused(
          Refusal.invalid(
              order.department().isEmpty() ? "company" : "department", "is not one of ours"));
    }
    Optional<Refusal> obstacle = order.parent().flatMap(parent -> obstacle(tx, order));
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    AccountTree.arrange(tx, order);
    String what = order.account() + " " + order.payer() + " " + order.company();
    note(tx, command, order.customer(), "ACCOUNT_ARRANGED", what);
    if (!before.get().equals(order.customer())) {
      note(tx, command, before.get(), "ACCOUNT_LEFT", order.account().value());
    }
    return Outcome.done(new Changed(order.customer()));
  }

  private static Optional<Refusal> obstacle(Tx tx, ArrangeAccount order) {
    var above = AccountTree.chain(tx, order.parent().orElseThrow());
    return above.isEmpty()
        ? Optional.of(Refusal.invalid("parent", "is no account of this branch"))
        : CustomerDecisions.obstacleBelow(
            order.account(), above, AccountTree.levelsBelow(tx, order.account()));
  }

  /** Two changes that are each right could make a circle together. */
  private static void lockTrees(Tx tx) {
    tx.run("select pg_advisory_xact_lock(hashtextextended('customer-trees', 0))");
  }

  Outcome<Changed> addContact(Command<AddContact> command, Tx tx) {
    AddContact order = command.operation();
    Optional<Outcome<Changed>> gone = notLive(tx, order.customer());
    if (gone.isPresent()) {
      return gone.get();
    }
    CustomerTable.addContact(tx, UuidV7.next(now(), random), order, login(command), now());
    note(tx, command, order.customer(), "CONTACT_ADDED", order.kind().name());
    return Outcome.done(new Changed(order.customer()));
  }

  Outcome<Changed> removeContact(Command<RemoveContact> command, Tx tx) {
    RemoveContact order = command.operation();
    if (!CustomerTable.removeContact(tx, order.customer(), order.contact())) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such contact.");
    }
    note(tx, command, order.customer(), "CONTACT_REMOVED", "");
    return Outcome.done(new Changed(order.customer()));
  }

  Outcome<Changed> addDocument(Command<AddDocument> command, Tx tx) {
    AddDocument order = command.operation();
    Optional<Outcome<Changed>> gone = notLive(tx, order.customer());
    if (gone.isPresent()) {
      return gone.get();
    }
    if (Documents.has(tx, order.customer(), order.kind(), order.number().strip())) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "A paper of this kind with this number is there already.");
    }
    documents.add(
        tx,
        UuidV7.next(now(), random),
        order,
        Documents.contentType(order.file()).orElseThrow(),
        login(command),
        now());
    note(tx, command, order.customer(), "DOCUMENT_ADDED", order.kind() + " " + order.number());
    return Outcome.done(new Changed(order.customer()));
  }

  Outcome<ReadDocument.Content> readDocument(ReadDocument question, Sql sql) {
    return documents
        .read(sql, question)
        .map(Outcome::done)
        .orElseGet(() ->
            Outcome.refused(RefusalCode.NOT_FOUND, "There is no such paper, or not any more."));
  }

  Outcome<ListCompanies.Items> companies(Sql sql) {
    return Outcome.done(new ListCompanies.Items(Companies.all(sql)));
  }

  Outcome<ListCompanies.Items> saveCompany(Command<SaveCompany> command, Tx tx) {
    Companies.save(tx, command.operation());
    return companies(tx);
  }

  Outcome<ListCompanies.Items> saveDepartment(Command<SaveDepartment> command, Tx tx) {
    SaveDepartment order = command.operation();
    if (!Companies.has(tx, order.company(), "")) {
      return Outcome.refused(Refusal.invalid("company", "is not one of ours"));
    }
    Companies.save(tx, order);
    return companies(tx);
  }

  /** Holds the customer; whoever is in the archive is not changed any more. */
  private static Optional<Outcome<Changed>> notLive(Tx tx, UUID id) {
    Optional<Customer> found = CustomerTable.lock(tx, id);
    if (found.isEmpty()) {
      return Optional.of(nobody());
    }
    return found.get().archivedAt().isPresent()
        ? Optional.of(
            Outcome.refused(
                RefusalCode.STATE_CONFLICT,
                "The customer is in the archive: take them out of it first."))
        : Optional.empty();
  }

  private void note(Tx tx, Command<?> command, UUID customer, String kind, String detail) {
    CustomerTable.note(tx, customer, now(), kind, detail, Author.of(command.caller().actor()));
  }

  private static String login(Command<?> command) {
    return command.caller().actor().login();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  static <R> Outcome<R> nobody() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such customer.");
  }
}
