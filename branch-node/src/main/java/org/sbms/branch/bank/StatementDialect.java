package org.sbms.branch.bank;

import java.util.List;
import java.util.Map;

/**
 * How one bank writes its statements as CSV.
 *
 * @param encoding the name of a charset
 * @param skippedLines before the heading, or before the first entry where there is none
 * @param hasHeading whether a line names the columns
 * @param columns by field: the column's name, or {@code #3} for the third one
 * @param account ours, of files that do not say; empty where a column does
 * @param dateFormat a pattern of {@code DateTimeFormatter}
 * @param decimal the sign before the minor units, a point or a comma
 * @param debitWords what the column {@code direction} says of money that went out
 * @param creditWords what it says of money that came; any other word is a mistake
 */
public record StatementDialect(
    String name,
    char separator,
    String encoding,
    int skippedLines,
    boolean hasHeading,
    Map<String, String> columns,
    String account,
    String dateFormat,
    char decimal,
    List<String> debitWords,
    List<String> creditWords) {

  static final String ACCOUNT = "account";
  static final String BOOKED_ON = "booked_on";
  static final String VALUE_ON = "value_on";
  static final String AMOUNT = "amount";
  static final String CREDIT = "credit";
  static final String DEBIT = "debit";
  static final String DIRECTION = "direction";
  static final String CURRENCY = "currency";
  static final String BANK_REFERENCE = "bank_reference";
  static final String END_TO_END_ID = "end_to_end_id";
  static final String PAYER = "payer";
  static final String PAYER_ACCOUNT = "payer_account";
  static final String TEXT = "text";
  static final String RETURN_REASON = "return_reason";

  /** What an entry may have. */
  static final List<String> FIELDS =
      List.of(
          ACCOUNT,
          BOOKED_ON,
          VALUE_ON,
          AMOUNT,
          CREDIT,
          DEBIT,
          DIRECTION,
          CURRENCY,
          BANK_REFERENCE,
          END_TO_END_ID,
          PAYER,
          PAYER_ACCOUNT,
          TEXT,
          RETURN_REASON);

  public StatementDialect {
    columns = Map.copyOf(columns);
    debitWords = List.copyOf(debitWords);
    creditWords = List.copyOf(creditWords);
  }

  boolean has(String field) {
    return columns.containsKey(field);
  }
}
