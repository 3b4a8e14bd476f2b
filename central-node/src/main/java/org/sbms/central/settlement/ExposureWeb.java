package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sbms.central.settlement.PageModels.ExposurePage;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.contract.Outcome;
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
    web.get(PATH, VIEW, this::page)
        .api("listExposures", this::list)
        .api("showInOneCurrency", this::inOneCurrency);
  }

  private PageResponse page(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowExposure())),
        found ->
            PageResponse.page(
                "settlement/exposure",
                new ExposurePage(found.items(), common(request, found.items()))));
  }

  /** Where there are several currencies: in the one that most branches owe in, or that is asked. */
  private Optional<ShowInOneCurrency.View> common(PageRequest request, List<Exposure> items) {
    List<String> currencies =
        items.stream().map(each -> each.net().currencyCode()).distinct().toList();
    String asked = request.parameter("currency");
    if (asked.isEmpty() && currencies.size() < 2) {
      return Optional.empty();
    }
    String currency = asked.isEmpty() ? usual(items) : asked;
    return executor.run(request.caller(), Request.query(new ShowInOneCurrency(currency)))
            instanceof Outcome.Done<ShowInOneCurrency.View>(var view)
        ? Optional.of(view)
        : Optional.empty();
  }

  private static String usual(List<Exposure> items) {
    Map<String, Long> counts =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.net().currencyCode(), TreeMap::new, Collectors.counting()));
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private ApiResponse inOneCurrency(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.query(new ShowInOneCurrency(request.pathPart("currency")))),
        ApiResponse::ok);
  }

  private ApiResponse list(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowExposure())),
        found -> ApiResponse.items(found.items()));
  }
}
