package org.sbms.branch.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of the rules for other branches, as openapi.yaml promises it. */
public final class LimitApi implements WebFeature {
  private final Executor executor;

  public LimitApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listPeerRules", this::list)
        .api("tightenPeerRule", this::tighten)
        .api("liftTightening", this::lift);
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Published(
      String home,
      String operation,
      String origin,
      String role,
      boolean allowed,
      Optional<Money> maxAmount,
      Optional<Money> branchDayTotal,
      Optional<Money> personDayTotal) {

    static Published of(ListPeerRules.Published rule) {
      return new Published(
          rule.home(),
          rule.operation(),
          rule.origin(),
          rule.role(),
          rule.allowed(),
          rule.maxAmount(),
          rule.branchDayTotal(),
          rule.personDayTotal());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Own(
      String operation,
      String origin,
      String role,
      boolean allowed,
      Optional<Money> maxAmount,
      Optional<Money> branchDayTotal,
      Optional<Money> personDayTotal,
      String by,
      Instant at) {

    static Own of(Tightening rule) {
      return new Own(
          rule.operation(),
          rule.origin(),
          rule.role(),
          rule.allowed(),
          rule.maxAmount(),
          rule.branchDayTotal(),
          rule.personDayTotal(),
          rule.by(),
          rule.at());
    }
  }

  private ApiResponse list(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListPeerRules())),
        rules ->
            ApiResponse.ok(
                Map.of(
                    "published", rules.published().stream().map(Published::of).toList(),
                    "own", rules.own().stream().map(Own::of).toList())));
  }

  private ApiResponse tighten(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    TightenPeerRule tighten =
        new TightenPeerRule(
            body.path("operation").asText(PeerRule.ANY),
            body.path("origin").asText(PeerRule.ANY),
            body.path("role").asText(PeerRule.ANY),
            body.path("allowed").asBoolean(true),
            money(body, "maxAmount"),
            money(body, "branchDayTotal"),
            money(body, "personDayTotal"));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(tighten, key(request))),
        rule -> ApiResponse.ok(Own.of(rule)));
  }

  private ApiResponse lift(ApiRequest request) {
    LiftTightening lift =
        new LiftTightening(
            request.parameter("operation").orElse(PeerRule.ANY),
            request.parameter("origin").orElse(PeerRule.ANY),
            request.parameter("role").orElse(PeerRule.ANY));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(lift, key(request))),
        _ -> new ApiResponse.NoContent());
  }

  /** The rule itself is what a repeat finds: without a key it is set, or gone, all the same. */
  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private static Optional<Money> money(JsonNode body, String field) {
    JsonNode node = body.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Money.parse(node.path("amount").asText(""), node.path("currency").asText("")));
    } catch (IllegalArgumentException wrong) {
      throw BadJsonException.at(field, String.valueOf(wrong.getMessage()));
    }
  }
}
