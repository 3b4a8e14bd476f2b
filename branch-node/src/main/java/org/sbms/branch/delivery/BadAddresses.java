package org.sbms.branch.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses.BadAddress;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of addresses that mail came back from. They hold a hash, never the address. */
final class BadAddresses {
  /** Of whom is not erased, and only while the customer still has that address. */
  static final String KNOWN =
      """
       bad_mail_address b join customer c on c.id = b.customer_id and c.erased_at is null
         and (mail_address_hash(c.id, c.email) = b.hash or exists (
           select from customer_contact k where k.customer_id = c.id and k.kind = 'EMAIL'
             and mail_address_hash(c.id, k.value) = b.hash))
      """;

  private BadAddresses() {}

  static void blame(Tx tx, UUID delivery, String reason, Instant now) {
    tx.run(
        """
        insert into bad_mail_address (customer_id, hash, delivery_id, reason, found_at)
        select customer_id, recipient_hash, id, $2, $3 from delivery
        where id = $1 and recipient_hash is not null
        on conflict (customer_id, hash) do update
          set delivery_id = excluded.delivery_id, reason = excluded.reason,
            found_at = excluded.found_at
        """,
        delivery,
        reason,
        at(now));
  }

  /** Somebody says that the address of a delivery is right. */
  static void clear(Tx tx, UUID delivery) {
    tx.run(
        """
        delete from bad_mail_address b using delivery d
        where d.id = $1 and b.customer_id = d.customer_id and b.hash = d.recipient_hash
        """,
        delivery);
  }

  static List<BadAddress> browse(Sql sql, BrowseBadAddresses question, String orderBy) {
    return sql.list(
        row ->
            new BadAddress(
                new AccountNumber(row.getString("account")),
                row.getString("recipient"),
                row.getString("reason"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getUUID("delivery_id")),
        "select d.account, d.recipient, b.reason, b.found_at, b.delivery_id from"
            + KNOWN
            + " join delivery d on d.id = b.delivery_id order by "
            + orderBy
            + ", b.delivery_id limit $1 offset $2",
        question.limit(),
        question.offset());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
