package org.sbms.central.corporate;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.sbms.kit.db.Sql;

/** Which payments central had a branch take out of a corporate client's transfer. */
public final class CollectedFor {
  private CollectedFor() {}

  /** The client's tax id by payment; only payments of clients are in it. */
  public static Map<UUID, String> taxIds(Sql sql, UUID[] payments) {
    Map<UUID, String> clients = new HashMap<>();
    sql.list(
            row -> Map.entry(row.getUUID("payment_id"), row.getString("tax_id")),
            """
            select l.payment_id, c.tax_id
            from corporate_job_line l
            join corporate_job j on j.id = l.job_id
            join corporate_client c on c.id = j.client_id
            where l.payment_id = any($1)
            """,
            (Object) payments)
        .forEach(client -> clients.put(client.getKey(), client.getValue()));
    return clients;
  }
}
