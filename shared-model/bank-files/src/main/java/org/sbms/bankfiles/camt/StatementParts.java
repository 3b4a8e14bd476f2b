package org.sbms.bankfiles.camt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.contract.Money;

/** Gathers a statement's parts as they are read, and checks that they fit together. */
final class StatementParts {
  static final Set<String> WANTED = Set.of("Id", "StmtPgntn", "NtfctnPgntn", "Acct", "Bal", "Ntry");

  private final Fields fields;
  private final List<CamtBalance> balances = new ArrayList<>();
  private final List<CamtEntry> entries = new ArrayList<>();
  private String id = "";
  private int page;
  private String account = "";
  private Optional<Element> closing = Optional.empty();

  StatementParts(String file) {
    this.fields = new Fields(file);
  }

  void add(Element part) throws BadCamtException {
    switch (part.name()) {
      case "Id" -> id = part.text();
      case "StmtPgntn", "NtfctnPgntn" -> page = fields.number(part, "PgNb");
      case "Acct" -> account = account(part);
      case "Bal" -> addBalance(part);
      case "Ntry" -> entries.add(EntryParts.read(fields, part));
      default -> throw new IllegalArgumentException("nobody wants " + part.name());
    }
  }

  /** Empty where it does not say which statement of which account it is. */
  Optional<CamtStatement> build() throws BadCamtException {
    CamtStatement statement =
        new CamtStatement(id, page, account, List.copyOf(balances), List.copyOf(entries));
    if (statement.opening().isPresent() && closing.isPresent()) {
      requireBalanced(statement, statement.opening().get(), closing.get());
    }
    return id.isEmpty() || account.isEmpty() ? Optional.empty() : Optional.of(statement);
  }

  private static String account(Element part) {
    String iban = part.text("Id", "IBAN");
    return iban.isEmpty() ? part.text("Id", "Othr", "Id") : iban;
  }

  private void addBalance(Element part) throws BadCamtException {
    CamtBalance.Type type = CamtBalance.Type.ofCode(part.text("Tp", "CdOrPrtry", "Cd"));
    balances.add(
        new CamtBalance(
            type,
            fields.signed(part),
            fields
                .day(part, "Dt")
                .orElseThrow(() -> fields.bad(part, "a balance needs its day, Dt"))));
    if (type == CamtBalance.Type.CLOSING && closing.isEmpty()) {
      closing = part.at("Amt");
    }
  }

  private void requireBalanced(CamtStatement statement, CamtBalance opening, Element where)
      throws BadCamtException {
    Money sum = opening.amount();
    Money end = statement.closing().orElseThrow().amount();
    try {
      for (CamtEntry entry : entries) {
        if (entry.status() == CamtEntry.Status.BOOKED) {
          sum = sum.plus(entry.amount());
        }
      }
    } catch (IllegalArgumentException | ArithmeticException impossible) {
      throw fields.bad(where, "balances and entries do not add up: " + impossible.getMessage());
    }
    if (!sum.equals(end)) {
      throw fields.bad(
          where,
          "opening balance %s and booked entries make %s, not the closing balance %s"
              .formatted(opening.amount(), sum, end));
    }
  }
}
