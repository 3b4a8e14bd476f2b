package org.sbms.kit.operation;

import java.util.List;
import org.sbms.kit.db.Tx;

/** Where the executor reports to. */
public interface AuditLog {

  /** In the transaction of what was done, so that neither is there without the other. */
  void write(Tx tx, List<AuditEvent> events);

  /** Soon, outside any transaction: for queries and for what was refused before one began. */
  void later(AuditEvent event);

  /** For nodes and tests that keep no audit log. */
  AuditLog NONE =
      new AuditLog() {
        @Override
        public void write(Tx tx, List<AuditEvent> events) {}

        @Override
        public void later(AuditEvent event) {}
      };
}
