package org.sbms.branch.party;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.ShowPersonalData;
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
  private final Cards cards;

  public PartyApi(Executor executor, Cards cards) {
    this.executor = executor;
    this.cards = cards;
  }

  @Override
  public void addTo(Web web) {
    web.api("listSubscribers", this::list)
        .api("showSubscriber", this::card)
        .api("showPersonalData", this::personalData)
        .api("changePersonalData", this::changePersonalData);
  }

  /**
   * @param unasked branches that did not answer; what was looked for may be there
   * @param detail a sentence when nothing was found; absent otherwise
   */
  record FoundItems(List<FoundItem> items, List<BranchCode> unasked, Optional<String> detail) {}

  /**
   * @param stale whether home is silent and this is what was seen here
   * @param asOf when it was; absent for a fresh one
   */
  record FoundItem(
      @JsonUnwrapped SubscriberSummary subscriber, boolean stale, Optional<Instant> asOf) {}

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
                    items(found),
                    found.unasked(),
                    found.items().isEmpty() && found.seen().isEmpty()
                        ? Optional.of(nowhere(number, found.unasked()))
                        : Optional.empty())));
  }

  private static List<FoundItem> items(FindAnywhere.Found found) {
    return Stream.concat(
            found.items().stream().map(item -> new FoundItem(item, false, Optional.empty())),
            found.seen().stream()
                .map(seen -> new FoundItem(seen.subscriber(), true, Optional.of(seen.asOf()))))
        .toList();
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
    return withAccount(
        request,
        account ->
            ApiResponse.of(cards.showAsJson(request.caller(), account), ApiResponse.JsonText::new));
  }

  private ApiResponse personalData(ApiRequest request) {
    return withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowPersonalData(account))),
                ApiResponse::ok));
  }

  /** The body: what is to change. */
  record PersonalChange(
      Optional<String> name,
      Optional<String> address,
      Optional<String> phone,
      Optional<String> email,
      Optional<IdentityDocument> document,
      Optional<Integer> basedOn) {}

  private ApiResponse changePersonalData(ApiRequest request) {
    PersonalChange body = request.body(PersonalChange.class);
    return withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new ChangePersonalData(
                            account,
                            body.name(),
                            body.address(),
                            body.phone(),
                            body.email(),
                            body.document(),
                            body.basedOn()),
                        request.key())),
                ApiResponse::ok));
  }

  /** For every call about one subscriber. */
  public static ApiResponse withAccount(
      ApiRequest request, Function<AccountNumber, ApiResponse> answer) {
    String text = request.pathPart("account");
    return AccountNumber.tryParse(text)
        .map(answer)
        .orElseGet(() ->
            ApiResponse.refused(
                Refusal.of(
                    RefusalCode.NOT_FOUND, text + " is no account number: is a digit mistyped?")));
  }
}
