package org.sbms.branch.forwarding;

import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of the forwarding queue, as openapi.yaml promises it. */
public final class ForwardingApi implements WebFeature {
  private final Executor executor;

  public ForwardingApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listQueues", this::queues);
  }

  private ApiResponse queues(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowQueues())),
        queues -> ApiResponse.items(queues.items()));
  }
}
