package org.sbms.branch.subscription;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.QuoteRegistration;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of registration, as openapi.yaml promises it. */
public final class RegistrationApi implements WebFeature {
  private final BranchCode self;
  private final Executor executor;

  public RegistrationApi(BranchCode self, Executor executor) {
    this.self = self;
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("registerSubscriber", this::register);
  }

  /** The body. What may be left out is empty. */
  record Order(
      Optional<BranchCode> branch,
      Person customer,
      String plan,
      Optional<List<String>> services,
      Optional<List<Identifier>> identifiers) {}

  /** All kinds of customers that there are. */
  enum Kind {
    PERSON,
    FAMILY,
    COMPANY,
    GROUP,
    COMMUNITY;

    CustomerKind ofWire() {
      return switch (this) {
        case PERSON, FAMILY -> CustomerKind.PERSON;
        case COMPANY, GROUP, COMMUNITY -> CustomerKind.COMPANY;
      };
    }

    Optional<RegisterSubscriber.Group> group() {
      return switch (this) {
        case PERSON, COMPANY -> Optional.empty();
        case FAMILY -> Optional.of(RegisterSubscriber.Group.FAMILY);
        case GROUP -> Optional.of(RegisterSubscriber.Group.GROUP);
        case COMMUNITY -> Optional.of(RegisterSubscriber.Group.COMMUNITY);
      };
    }
  }

  record Person(
      Optional<Kind> kind,
      String name,
      String address,
      String phone,
      Optional<String> email,
      Optional<IdentityDocument> document) {

    PersonalData data() {
      return new PersonalData(
          kind.orElse(Kind.PERSON).ofWire(), name, address, phone, email.orElse(""), document);
    }
  }

  private ApiResponse register(ApiRequest request) {
    Order body = request.body(Order.class);
    RegisterSubscriber order =
        new RegisterSubscriber(
            body.branch().orElse(self),
            body.customer().data(),
            body.plan(),
            body.services().orElse(List.of()),
            body.identifiers().orElse(List.of()),
            body.customer().kind().flatMap(Kind::group));
    return CallParts.isDryRun(request)
        ? ApiResponse.of(
            executor.run(request.caller(), Request.query(new QuoteRegistration(order))),
            ApiResponse::ok)
        : ApiResponse.of(
            executor.run(request.caller(), Request.command(order, request.key())),
            ApiResponse::created);
  }
}
