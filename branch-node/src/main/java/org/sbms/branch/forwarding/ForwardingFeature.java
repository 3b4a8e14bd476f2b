package org.sbms.branch.forwarding;

import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.OutboxMessage;

/** Registers the questions about what waits to be forwarded. */
public final class ForwardingFeature {
  public static final Permission VIEW = new Permission("forwarding.view");
  private static final int MAX_PAGE = 500;

  private ForwardingFeature() {}

  public static void register(Operations operations, Outbox outbox) {
    operations.register(
        OperationSpec.of("show-queues", ShowQueues.class, ShowQueues.Queues.class, VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(new ShowQueues.Queues(queues(sql)))));
    operations.register(
        OperationSpec.of("list-queue", ListQueue.class, ListQueue.Page.class, VIEW)
            .checkedBy(question ->
                question.limit() < 1 || question.limit() > MAX_PAGE
                    ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
                    : List.of())
            .answeredBy((_, question, sql) -> Outcome.done(page(outbox, question, sql))));
  }

  private static List<ShowQueues.Queue> queues(Sql sql) {
    return sql.list(
        row ->
            new ShowQueues.Queue(
                new NodeId(row.getString("destination")),
                row.getLong("waiting"),
                row.getOffsetDateTime("oldest").toInstant(),
                row.getString("last_problem")),
        """
        select destination, count(*) as waiting, min(created_at) as oldest,
          coalesce((array_agg(last_problem order by attempts desc, id))[1], '') as last_problem
        from outbox group by destination order by destination
        """);
  }

  private static ListQueue.Page page(Outbox outbox, ListQueue question, Sql sql) {
    List<OutboxMessage> rows =
        outbox.list(sql, question.destination(), question.afterId(), question.limit() + 1);
    if (rows.size() <= question.limit()) {
      return new ListQueue.Page(rows, 0);
    }
    List<OutboxMessage> items = rows.subList(0, question.limit());
    return new ListQueue.Page(items, items.getLast().id());
  }
}
