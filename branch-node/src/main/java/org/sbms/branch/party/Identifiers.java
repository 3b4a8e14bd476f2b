package org.sbms.branch.party;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

/** The phone numbers and logins that subscribers are found by; each names one of them. */
public final class Identifiers {
  public static final RefusalCode TAKEN =
      new RefusalCode("identifier-taken", RefusalCode.Category.CONFLICT);
  public static final int MAX = 10;

  private static final Pattern PHONE = Pattern.compile("[0-9]{10,15}");
  private static final Pattern LOGIN = Pattern.compile("(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,31}");

  /** Equipment has numbers of its own and gets them when it is handed out. */
  public static List<FieldError> problems(String path, List<Identifier> identifiers) {
    List<FieldError> problems = new ArrayList<>();
    if (identifiers.size() > MAX) {
      problems.add(new FieldError(path, "must be at most " + MAX));
    }
    Set<Identifier> seen = new HashSet<>();
    for (int i = 0; i < identifiers.size(); i++) {
      Identifier identifier = normal(identifiers.get(i));
      String field = path + "[" + i + "]";
      switch (identifier.kind()) {
        case "PHONE" -> {
          if (!PHONE.matcher(identifier.value()).matches()) {
            problems.add(
                new FieldError(field + ".value", "must be a phone number with its area code"));
          }
        }
        case "LOGIN" -> {
          if (!LOGIN.matcher(identifier.value()).matches()) {
            problems.add(
                new FieldError(
                    field + ".value", "must be 3 to 32 latin letters, digits, dots or dashes"));
          }
        }
        default -> problems.add(new FieldError(field + ".kind", "must be PHONE or LOGIN"));
      }
      if (!seen.add(identifier)) {
        problems.add(new FieldError(field + ".value", "is given twice"));
      }
    }
    return problems;
  }

  /** Which of them name somebody already, if any do. */
  public Optional<Refusal> taken(Sql sql, String path, List<Identifier> identifiers) {
    Set<Identifier> known =
        new HashSet<>(
            sql.list(
                row -> new Identifier(row.getString("kind"), row.getString("value")),
                """
                select kind, value from identifier
                join unnest($1::text[], $2::text[]) as t (kind, value) using (kind, value)
                """,
                identifiers.stream().map(Identifier::kind).toArray(String[]::new),
                identifiers.stream().map(i -> normal(i).value()).toArray(String[]::new)));
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < identifiers.size(); i++) {
      if (known.contains(normal(identifiers.get(i)))) {
        errors.add(
            new FieldError(path + "[" + i + "].value", "belongs to another subscriber already"));
      }
    }
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(TAKEN, "The number or login belongs to another subscriber.", errors));
  }

  /** When somebody else took one since it was looked for, everything starts over and finds it. */
  public void insert(Tx tx, AccountNumber account, List<Identifier> identifiers) {
    int inserted =
        tx.run(
                """
                insert into identifier (kind, value, account)
                select kind, value, $3 from unnest($1::text[], $2::text[]) as t (kind, value)
                on conflict do nothing
                """,
                identifiers.stream().map(Identifier::kind).toArray(String[]::new),
                identifiers.stream().map(i -> normal(i).value()).toArray(String[]::new),
                account.value())
            .rowCount();
    if (inserted != identifiers.size()) {
      throw new TryAgainException("a number was given out at the same time");
    }
  }

  /** In the form in which it is kept and found. */
  public static Identifier normal(Identifier identifier) {
    return new Identifier(identifier.kind(), SearchNumber.normal(identifier.value()));
  }
}
