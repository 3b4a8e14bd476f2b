package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sbms.central.settlement.ShowInstruction.Instruction;
import org.sbms.central.settlement.ShowTransfers.Transfer;
import org.sbms.central.settlement.ShowTransfers.Transfers;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.netting.BilateralPosition;

/** The tables of instructions and the transfers in them. */
final class TransferTable {
  private TransferTable() {}

  /** A transfer and the window that it belongs to. */
  record Pending(String window, Transfer transfer) {}

  static String endToEndId(String window, int number) {
    return "SBMS-W" + window + "-T" + number;
  }

  static void insert(
      Tx tx,
      String window,
      NettingMode netting,
      List<BilateralPosition> transfers,
      Instruction instruction,
      String by,
      Instant now) {
    Long id = Long.valueOf(window);
    tx.run(
        """
        insert into settlement_instruction (window_id, message_id, netting, created_at, created_by,
            document)
        values ($1, $2, $3, $4, $5, $6)
        """,
        id,
        instruction.messageId(),
        netting.name(),
        at(now),
        by,
        instruction.document());
    int number = 0;
    for (BilateralPosition transfer : transfers) {
      number++;
      tx.run(
          """
          insert into settlement_transfer (window_id, number, debtor, creditor, amount_minor,
              currency, end_to_end)
          values ($1, $2, $3, $4, $5, $6, $7)
          """,
          id,
          number,
          transfer.debtor().value(),
          transfer.creditor().value(),
          transfer.amount().minor(),
          transfer.amount().currencyCode(),
          endToEndId(window, number));
    }
  }

  static Transfers of(Sql sql, String window) {
    Long id = Long.valueOf(window);
    List<Transfer> transfers =
        sql.list(
            TransferTable::transfer,
            "select * from settlement_transfer where window_id = $1 order by number",
            id);
    return sql.one(
            row -> new Transfers(row.getString("message_id"), row.getString("netting"), transfers),
            "select message_id, netting from settlement_instruction where window_id = $1",
            id)
        .orElseGet(() -> new Transfers("", "", List.of()));
  }

  static Optional<Instruction> instruction(Sql sql, String window) {
    return sql.one(
        row -> new Instruction(row.getString("message_id"), row.getString("document")),
        "select message_id, document from settlement_instruction where window_id = $1",
        Long.valueOf(window));
  }

  /** Those of the ids that are ours, each under its lock. */
  static List<Pending> lock(Tx tx, List<String> endToEndIds) {
    return tx.list(
        row -> new Pending(Long.toString(row.getLong("window_id")), transfer(row)),
        """
        select * from settlement_transfer where end_to_end = any($1)
        order by window_id, number for update
        """,
        (Object) endToEndIds.toArray(String[]::new));
  }

  static void settle(Tx tx, String endToEndId, String by, String reference, Instant now) {
    tx.run(
        """
        update settlement_transfer set settled_at = $2, confirmed_by = $3, reference = $4
        where end_to_end = $1 and settled_at is null
        """,
        endToEndId,
        at(now),
        by,
        reference);
  }

  static boolean isSettled(Sql sql, String window) {
    return sql.one(
            row -> row.getBoolean(0),
            """
            select not exists (
              select from settlement_transfer where window_id = $1 and settled_at is null)
            """,
            Long.valueOf(window))
        .orElse(false);
  }

  /** Whether this file is new. */
  static boolean takeFile(Tx tx, String fingerprint, String name, String by, Instant now) {
    return tx.run(
                """
                insert into settlement_bank_file (sha256, name, taken_at, taken_by)
                values ($1, $2, $3, $4) on conflict do nothing
                """,
                fingerprint,
                name,
                at(now),
                by)
            .rowCount()
        == 1;
  }

  private static Transfer transfer(Row row) {
    return new Transfer(
        row.getInteger("number"),
        new BranchCode(row.getString("debtor")),
        new BranchCode(row.getString("creditor")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("end_to_end"),
        Optional.ofNullable(row.getOffsetDateTime("settled_at")).map(OffsetDateTime::toInstant),
        row.getString("confirmed_by"),
        row.getString("reference"));
  }

  private static OffsetDateTime at(Instant now) {
    return now.atOffset(ZoneOffset.UTC);
  }
}
