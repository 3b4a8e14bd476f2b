package org.sbms.branch.party;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberSummary;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Cursor;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of subscribers, as openapi.yaml promises it. */
public final class PartyApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public PartyApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listSubscribers", this::list).api("showSubscriber", this::card);
  }

  /**
   * @param unasked branches that did not answer; what was looked for may be there
   * @param detail a sentence when nothing was found; absent otherwise
   */
  record FoundItems(
      List<SubscriberSummary> items, List<BranchCode> unasked, Optional<String> detail) {}

  private ApiResponse list(ApiRequest request) {
    return request.parameter("number").isPresent()
        ? find(request, request.parameter("number").get())
        : page(request);
  }

  private ApiResponse find(ApiRequest request, String number) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new FindAnywhere(number))),
        found ->
            ApiResponse.ok(
                new FoundItems(
                    found.items(),
                    found.unasked(),
                    found.items().isEmpty()
                        ? Optional.of(nowhere(number, found.unasked()))
                        : Optional.empty())));
  }

  private static String nowhere(String number, List<BranchCode> unasked) {
    String silent =
        unasked.isEmpty()
            ? ""
            : " These branches could not be asked: "
                + String.join(", ", unasked.stream().map(BranchCode::value).toList())
                + ".";
    return number + " was not found anywhere." + silent;
  }

  private ApiResponse page(ApiRequest request) {
    Optional<Optional<List<String>>> after =
        request.parameter("cursor").map(cursor -> Cursor.read(cursor, 1));
    if (after.isPresent() && after.get().isEmpty()) {
      return ApiResponse.refused(Refusal.invalid("cursor", "is no cursor of this list"));
    }
    ListSubscribers question =
        new ListSubscribers(
            "",
            Optional.empty(),
            after.flatMap(parts -> parts).map(List::getFirst).orElse(""),
            request.parameter("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT));
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        page ->
            ApiResponse.items(
                page.items(),
                Optional.of(page.next()).filter(next -> !next.isEmpty()).map(Cursor::of)));
  }

  private ApiResponse card(ApiRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return ApiResponse.refused(
          Refusal.of(
              RefusalCode.NOT_FOUND,
              request.pathPart("account") + " is no account number: is a digit mistyped?"));
    }
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowCard(account.get()))),
        ApiResponse::ok);
  }
}
