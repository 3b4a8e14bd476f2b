package org.sbms.branch.forwarding;

import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.outbox.OutboxMessage;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** What waits for other branches. */
public final class ForwardingPages implements WebFeature {
  private static final int PAGE = 100;

  private final Executor executor;

  public ForwardingPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("forwarding")
        .menu(
            new MenuEntry(
                "/forwarding", "forwarding.menu", "truck-delivery", 22, ForwardingFeature.VIEW))
        .get("/forwarding", ForwardingFeature.VIEW, this::queues)
        .get("/forwarding/:node", ForwardingFeature.VIEW, this::messages);
  }

  public record QueuesPage(List<ShowQueues.Queue> queues) {}

  public record MessagesPage(String node, List<OutboxMessage> messages, long next) {}

  private PageResponse queues(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowQueues())),
        queues -> PageResponse.page("forwarding/queues", new QueuesPage(queues.items())));
  }

  private PageResponse messages(PageRequest request) {
    NodeId node;
    long after;
    try {
      node = new NodeId(request.pathPart("node"));
      after = request.parameter("after").isEmpty() ? 0 : Long.parseLong(request.parameter("after"));
    } catch (IllegalArgumentException malformed) {
      return PageResponse.notFound("There is no such node.");
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListQueue(node, after, PAGE))),
        page ->
            PageResponse.page(
                "forwarding/messages", new MessagesPage(node.value(), page.items(), page.next())));
  }
}
