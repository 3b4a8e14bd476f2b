package org.sbms.branch.party;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.branch.party.AccountHistory.Entry;
import org.sbms.branch.party.AccountHistory.Values;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.ChangePersonalData.Changed;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.ShowPersonalData;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Shows and changes personal data at the subscriber's home, keeping what was there before. */
final class PersonalDataChanges {
  private final Customers customers;
  private final AccountHistory history;
  private final Clock clock;

  PersonalDataChanges(Customers customers, AccountHistory history, Clock clock) {
    this.customers = customers;
    this.history = history;
    this.clock = clock;
  }

  Outcome<ShowPersonalData.Held> show(ShowPersonalData question, Sql sql) {
    return customers
        .of(sql, question.account())
        .map(held ->
            Outcome.done(
                new ShowPersonalData.Held(question.account(), held.data(), held.version())))
        .orElseGet(() -> nobody(question.account()));
  }

  Outcome<Changed> change(Command<ChangePersonalData> command, Tx tx) {
    ChangePersonalData change = command.operation();
    Optional<Customers.Held> found = customers.lock(tx, change.account());
    if (found.isEmpty()) {
      return nobody(change.account());
    }
    Customers.Held held = found.get();
    if (change.basedOn().isPresent() && change.basedOn().get() != held.version()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "Somebody else has changed this meanwhile: look again.");
    }
    PersonalData wanted = applied(held.data(), change);
    List<Values> values = differences(held.data(), wanted);
    if (values.isEmpty()) {
      return Outcome.done(new Changed(change.account(), List.of(), held.version()));
    }
    int version = held.version() + 1;
    customers.update(tx, held.id(), wanted, version);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Author author = Author.of(command.caller().actor());
    history.add(tx, Entry.of(change.account(), now, Kind.PERSONAL_DATA, "", author), values);
    return Outcome.done(
        new Changed(change.account(), values.stream().map(Values::field).toList(), version));
  }

  private static PersonalData applied(PersonalData held, ChangePersonalData change) {
    return new PersonalData(
        held.kind(),
        change.name().map(String::strip).orElse(held.name()),
        change.address().map(String::strip).orElse(held.address()),
        change.phone().map(String::strip).orElse(held.phone()),
        change.email().map(String::strip).orElse(held.email()),
        change
            .document()
            .map(document -> new IdentityDocument(document.type(), document.number().strip()))
            .or(held::document));
  }

  private static List<Values> differences(PersonalData before, PersonalData after) {
    List<Values> values = new ArrayList<>();
    add(values, "name", before.name(), after.name());
    add(values, "address", before.address(), after.address());
    add(values, "phone", before.phone(), after.phone());
    add(values, "email", before.email(), after.email());
    add(values, "document", text(before.document()), text(after.document()));
    return values;
  }

  private static void add(List<Values> values, String field, String before, String after) {
    if (!before.equals(after)) {
      values.add(new Values(field, before, after));
    }
  }

  private static String text(Optional<IdentityDocument> document) {
    return document.map(d -> d.type() + " " + d.number()).orElse("");
  }

  private static <R> Outcome<R> nobody(AccountNumber account) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no subscriber " + account + ".");
  }
}
