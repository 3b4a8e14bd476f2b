package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import org.sbms.central.settlement.PageModels.ExposurePage;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** What branches owe against what they may owe. */
final class ExposureWeb implements WebFeature {
  static final String PATH = "/settlement-exposure";

  private final Executor executor;

  ExposureWeb(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, VIEW, this::page).api("listExposures", this::list);
  }

  private PageResponse page(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowExposure())),
        found -> PageResponse.page("settlement/exposure", new ExposurePage(found.items())));
  }

  private ApiResponse list(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowExposure())),
        found -> ApiResponse.items(found.items()));
  }
}
