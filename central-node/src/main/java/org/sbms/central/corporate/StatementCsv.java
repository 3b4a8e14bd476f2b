package org.sbms.central.corporate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A statement as a file: of each account an opening line, its movements, and a closing line. */
final class StatementCsv {
  private StatementCsv() {}

  static String name(Statement statement) {
    return "statement-%s-%s-%s.csv"
        .formatted(statement.client().taxId(), statement.from(), statement.to());
  }

  static byte[] write(Statement statement) {
    StringBuilder out = new StringBuilder("\ufeff");
    try (CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      printer.printRecord(
          "branch",
          "department",
          "account",
          "name",
          "day",
          "at",
          "kind",
          "amount",
          "balance",
          "currency");
      for (Statement.AccountPart account : statement.accounts()) {
        write(printer, statement, account);
      }
      for (Statement.Missing missing : statement.missing()) {
        printer.printRecord(
            missing.branch(), "", "", "", "", "", "missing", "", "", missing.problem());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(CSVPrinter printer, Statement statement, Statement.AccountPart account)
      throws IOException {
    String currency = account.sums().opening().currencyCode();
    printer.printRecord(
        account.account().home(),
        harmless(account.department()),
        account.account(),
        harmless(account.name()),
        statement.from(),
        "",
        "opening",
        "",
        account.sums().opening().amount(),
        currency);
    for (Statement.Movement line : account.lines()) {
      printer.printRecord(
          account.account().home(),
          harmless(account.department()),
          account.account(),
          harmless(account.name()),
          line.day(),
          line.at(),
          line.kind(),
          line.amount().amount(),
          line.balance().amount(),
          currency);
    }
    printer.printRecord(
        account.account().home(),
        harmless(account.department()),
        account.account(),
        harmless(account.name()),
        statement.to(),
        "",
        "closing",
        "",
        account.sums().closing().amount(),
        currency);
  }

  /** Spreadsheets read a cell that begins so as a formula. */
  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
