package org.sbms.central.corporate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.web.table.TableQuery;

/** What is looked at before anything is claimed: the values alone. */
final class Checks {
  private static final int MAX_NAME = 200;
  private static final int MAX_REFERENCE = 64;
  private static final int MAX_CODE = 64;
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private Checks() {}

  static List<FieldError> limit(int limit) {
    int max = Math.max(TableQuery.MAX_EXPORT_ROWS + 1, WorkOnJobs.MAX_LINES);
    return limit < 1 || limit > max
        ? List.of(new FieldError("limit", "must be between 1 and " + max))
        : List.of();
  }

  static List<FieldError> client(String name, String taxId, String contact) {
    List<FieldError> errors = new ArrayList<>();
    errors.addAll(text("name", name, 1, MAX_NAME));
    if (!taxId.strip().matches("[0-9A-Za-z-]{5,20}")) {
      errors.add(new FieldError("taxId", "must be 5 to 20 digits or letters"));
    }
    errors.addAll(text("contact", contact, 0, MAX_NAME));
    return errors;
  }

  static List<FieldError> department(String name) {
    return name.contains("/")
        ? List.of(new FieldError("name", "must not hold a slash"))
        : text("name", name, 1, MAX_NAME);
  }

  static List<FieldError> accounts(List<AccountNumber> accounts) {
    return accounts.isEmpty() || accounts.size() > WorkOnMembers.MAX_ACCOUNTS
        ? List.of(
            new FieldError("accounts", "must be 1 to " + WorkOnMembers.MAX_ACCOUNTS + " accounts"))
        : List.of();
  }

  static List<FieldError> transfer(WorkOnJobs.RegisterTransfer asked) {
    List<FieldError> errors = new ArrayList<>();
    if (!asked.amount().isPositive()) {
      errors.add(new FieldError("amount", "must be more than zero"));
    }
    errors.addAll(text("reference", asked.reference(), 1, MAX_REFERENCE));
    if (asked.receivedOn().isBefore(EARLIEST)) {
      errors.add(new FieldError("receivedOn", "must be a day of this century"));
    }
    return errors;
  }

  static List<FieldError> shares(List<WorkOnJobs.Share> shares) {
    return shares.isEmpty() || shares.size() > WorkOnJobs.MAX_LINES
        ? List.of(new FieldError("shares", "must be 1 to " + WorkOnJobs.MAX_LINES + " accounts"))
        : List.of();
  }

  static List<FieldError> operation(WorkOnJobs.DraftOperation asked) {
    if (asked.kind() == JobKind.SPREAD) {
      return List.of(new FieldError("kind", "must be an operation"));
    }
    List<FieldError> errors = new ArrayList<>(text("code", asked.code(), 1, MAX_CODE));
    errors.addAll(text("comment", asked.comment(), 0, MAX_NAME));
    return errors;
  }

  private static List<FieldError> text(String field, String text, int min, int max) {
    String stripped = text.strip();
    if (stripped.length() < min) {
      return List.of(new FieldError(field, "must be filled in"));
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      return List.of(new FieldError(field, "must be one line of text"));
    }
    return stripped.length() > max
        ? List.of(new FieldError(field, "must be at most " + max + " characters"))
        : List.of();
  }
}
