package org.sbms.branch.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.billing.ChangeBillDelivery;
import org.sbms.branch.billing.DeliveryWay;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseDeliveries;
import org.sbms.branch.delivery.WorkOnDeliveries.ListMessages;
import org.sbms.branch.delivery.WorkOnDeliveries.PrintWaiting;
import org.sbms.branch.delivery.WorkOnDeliveries.ReportBounce;
import org.sbms.branch.delivery.WorkOnDeliveries.RetryAll;
import org.sbms.branch.delivery.WorkOnDeliveries.RetryDelivery;
import org.sbms.branch.delivery.WorkOnDeliveries.SaveMessage;
import org.sbms.branch.delivery.WorkOnDeliveries.SendInvoice;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowDelivery;
import org.sbms.branch.delivery.WorkOnDeliveries.Sort;
import org.sbms.branch.delivery.WorkOnDeliveries.UndoPrint;
import org.sbms.branch.party.PartyApi;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.ApiPage;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of mails and letters, as openapi.yaml promises it. */
public final class DeliveryApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public DeliveryApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listDeliveries", this::list)
        .api("showDelivery", this::show)
        .api("retryDelivery", request -> change(request, RetryDelivery::new))
        .api("reportBounce", this::bounce)
        .api("sendInvoice", this::send)
        .api("retryWaitingMails", this::retryAll)
        .api("listBadMailAddresses", this::badAddresses)
        .api("printWaitingLetters", this::print)
        .api("undoPrintBatch", this::undo)
        .api("changeBillDelivery", this::changeBillDelivery)
        .api("listMessageTemplates", this::messages)
        .api("saveMessageTemplate", this::save);
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Shown(
      UUID id,
      AccountNumber account,
      NoticeKind kind,
      Channel channel,
      Delivery.State state,
      Optional<UUID> invoice,
      Money amount,
      LocalDate due,
      String language,
      String madeBy,
      Instant madeAt,
      int attempts,
      Optional<Instant> endedAt,
      String recipient,
      String detail) {

    static Shown of(Delivery delivery) {
      return new Shown(
          delivery.id(),
          delivery.account(),
          delivery.kind(),
          delivery.channel(),
          delivery.state(),
          delivery.invoice(),
          delivery.amount(),
          delivery.due(),
          delivery.language().code(),
          delivery.madeBy(),
          delivery.madeAt(),
          delivery.attempts(),
          delivery.endedAt(),
          delivery.recipient(),
          delivery.detail());
    }
  }

  record ShownText(Shown delivery, String subject, String text) {}

  record ShownMessage(NoticeKind kind, String language, int version, String subject, String body) {
    static ShownMessage of(MessageTemplate template) {
      return new ShownMessage(
          template.kind(),
          template.language().code(),
          template.version(),
          template.subject(),
          template.body());
    }
  }

  record ReasonBody(String reason) {}

  record ChannelBody(Channel channel) {}

  record PrintBody(Sort sort, Optional<UUID> run) {}

  record WaysBody(Set<DeliveryWay> ways) {}

  record MessageBody(String subject, String body) {}

  private ApiResponse list(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    BrowseDeliveries question =
        new BrowseDeliveries(
            request.parameter("search").orElse(""),
            request.parameter("state").map(Delivery.State::valueOf),
            request.parameter("kind").map(NoticeKind::valueOf),
            request.parameter("channel").map(Channel::valueOf),
            "-made",
            page.offset(),
            page.asked());
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)),
        found -> page.of(found.items(), Shown::of));
  }

  private ApiResponse show(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowDelivery(id))),
                shown ->
                    ApiResponse.ok(
                        new ShownText(
                            Shown.of(shown.delivery()),
                            shown.letter().subject(),
                            shown.letter().body()))));
  }

  private ApiResponse bounce(ApiRequest request) {
    ReasonBody body = request.body(ReasonBody.class);
    return change(request, id -> new ReportBounce(id, body.reason()));
  }

  private ApiResponse change(ApiRequest request, Function<UUID, Operation<Delivery>> order) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.command(order.apply(id), key(request))),
                done -> ApiResponse.ok(Shown.of(done))));
  }

  private ApiResponse send(ApiRequest request) {
    ChannelBody body = request.body(ChannelBody.class);
    return withId(
        request,
        id ->
            PartyApi.withAccount(
                request,
                account ->
                    ApiResponse.of(
                        executor.run(
                            request.caller(),
                            Request.command(
                                new SendInvoice(account, id, body.channel()), request.key())),
                        done -> ApiResponse.created(Shown.of(done)))));
  }

  private ApiResponse print(ApiRequest request) {
    PrintBody body = request.body(PrintBody.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(new PrintWaiting(body.sort(), body.run()), request.key())),
        ApiResponse::created);
  }

  private ApiResponse undo(ApiRequest request) {
    return withId(
        request,
        id ->
            ApiResponse.of(
                executor.run(request.caller(), Request.command(new UndoPrint(id), key(request))),
                ApiResponse::ok));
  }

  private ApiResponse retryAll(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(new RetryAll(), key(request))),
        ApiResponse::ok);
  }

  private ApiResponse changeBillDelivery(ApiRequest request) {
    WaysBody body = request.body(WaysBody.class);
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(new ChangeBillDelivery(body.ways()), key(request))),
        ApiResponse::ok);
  }

  private ApiResponse badAddresses(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new BrowseBadAddresses("-found", page.offset(), page.asked()))),
        found -> page.of(found.items()));
  }

  private ApiResponse messages(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListMessages())),
        found -> ApiResponse.items(found.items().stream().map(ShownMessage::of).toList()));
  }

  private ApiResponse save(ApiRequest request) {
    MessageBody body = request.body(MessageBody.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new SaveMessage(
                    NoticeKind.valueOf(request.pathPart("kind")),
                    Language.of(request.pathPart("language")).orElse(Language.EN),
                    body.subject(),
                    body.body()),
                key(request))),
        saved -> ApiResponse.ok(ShownMessage.of(saved)));
  }

  /** Doing it twice is as good as once: what it finds decides. */
  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }

  private static ApiResponse withId(ApiRequest request, Function<UUID, ApiResponse> answer) {
    UUID id;
    try {
      id = UUID.fromString(request.pathPart("id"));
    } catch (IllegalArgumentException noUuid) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "There is nothing with that id."));
    }
    return answer.apply(id);
  }
}
