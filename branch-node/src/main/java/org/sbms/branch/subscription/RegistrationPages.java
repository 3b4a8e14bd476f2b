package org.sbms.branch.subscription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.branch.reference.DocumentTypes;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.QuoteRegistration;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.Registration;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/**
 * Registering a subscriber: at which branch, then who and what, then what it costs, then done. All
 * but the branch is posted, so that no address holds personal data.
 */
public final class RegistrationPages implements WebFeature {
  private final BranchCode self;
  private final Executor executor;
  private final Supplier<Map<String, String>> branches;
  private final Supplier<List<DocumentTypes.Type>> documents;

  /**
   * @param branches code and name of every branch
   * @param documents the kinds of document in use
   */
  public RegistrationPages(
      BranchCode self,
      Executor executor,
      Supplier<Map<String, String>> branches,
      Supplier<List<DocumentTypes.Type>> documents) {
    this.self = self;
    this.executor = executor;
    this.branches = branches;
    this.documents = documents;
  }

  @Override
  public void addTo(Web web) {
    web.menu(
            new MenuEntry(
                "/registration",
                "subscription.register.menu",
                "user-plus",
                13,
                SubscriptionFeature.REGISTER))
        .get("/registration", SubscriptionFeature.REGISTER, this::show)
        .post("/registration", SubscriptionFeature.REGISTER, this::post);
  }

  /**
   * @param silent whether the chosen branch does not answer, so that nothing can be registered
   * @param chosen services that are ticked
   * @param quote what it costs; empty until it was asked
   */
  public record RegistrationPage(
      String branch,
      Map<String, String> branches,
      boolean silent,
      Map<String, String> plans,
      List<ServiceOffer> services,
      List<String> chosen,
      Map<String, String> documents,
      Form form,
      Optional<Registration> quote) {}

  private PageResponse show(PageRequest request) {
    String branch = request.parameter("branch");
    return page(
        request,
        branches.get().containsKey(branch) ? new BranchCode(branch) : self,
        Form.blank().with("kind", CustomerKind.PERSON.name()),
        Optional.empty(),
        200);
  }

  private PageResponse post(PageRequest request) {
    Form form = request.form();
    if (!branches.get().containsKey(form.text("branch"))) {
      return PageResponse.notFound("There is no such branch.");
    }
    BranchCode branch = new BranchCode(form.text("branch"));
    RegisterSubscriber order = order(branch, form, request.posted("services"));
    return form.text("step").equals("register")
        ? PageResponse.of(
            executor.run(request.caller(), Request.command(order, form.key())),
            form,
            request.texts(),
            done ->
                PageResponse.redirect(
                    "/subscribers/" + done.account().orElseThrow(),
                    request.texts().t("subscription.register.done", done.account().orElseThrow())),
            again -> page(request, branch, named(again, order), Optional.empty(), 422))
        : PageResponse.of(
            executor.run(request.caller(), Request.query(new QuoteRegistration(order))),
            form,
            request.texts(),
            quote -> page(request, branch, form, Optional.of(quote), 200),
            again -> page(request, branch, named(again, order), Optional.empty(), 422));
  }

  private static RegisterSubscriber order(BranchCode branch, Form form, List<String> services) {
    List<Identifier> identifiers = new ArrayList<>();
    for (String kind : List.of("PHONE", "LOGIN")) {
      if (!form.text(kind).isEmpty()) {
        identifiers.add(new Identifier(kind, form.text(kind)));
      }
    }
    return new RegisterSubscriber(
        branch,
        new PersonalData(
            isOfPeople(form.text("kind")) ? CustomerKind.PERSON : CustomerKind.COMPANY,
            form.text("customer.name"),
            form.text("customer.address"),
            form.text("customer.phone"),
            form.text("customer.email"),
            form.text("customer.document.number").isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new IdentityDocument(
                        form.text("documentType"), form.text("customer.document.number")))),
        form.text("plan"),
        services,
        identifiers,
        Arrays.stream(RegisterSubscriber.Group.values())
            .filter(group -> group.name().equals(form.text("kind")))
            .findFirst());
  }

  private static boolean isOfPeople(String kind) {
    return !List.of("COMPANY", "GROUP", "COMMUNITY").contains(kind);
  }

  /** Identifiers stand in the form by their kind, in the operation by their place. */
  private static Form named(Form form, RegisterSubscriber order) {
    for (int i = 0; i < order.identifiers().size(); i++) {
      String message = form.error("identifiers[" + i + "].value");
      if (!message.isEmpty()) {
        form.error(order.identifiers().get(i).kind(), message);
      }
    }
    return form;
  }

  private PageResponse page(
      PageRequest request, BranchCode branch, Form form, Optional<Registration> quote, int status) {
    Outcome<ListPlans.Plans> plans =
        executor.run(request.caller(), Request.query(new ListPlans(branch)));
    Outcome<ListServices.Services> services =
        executor.run(request.caller(), Request.query(new ListServices(branch)));
    if (plans instanceof Outcome.Refused<ListPlans.Plans>(Refusal refusal)
        && refusal.code().category() == org.sbms.contract.RefusalCode.Category.FORBIDDEN) {
      return new PageResponse.Refused(refusal);
    }
    return new PageResponse.Page(
        status,
        "subscription/register",
        new RegistrationPage(
            branch.value(),
            branches.get(),
            !(plans instanceof Outcome.Done) || !(services instanceof Outcome.Done),
            options(plans, request.texts()),
            services instanceof Outcome.Done<ListServices.Services>(var offered)
                ? offered.items()
                : List.of(),
            request.posted("services"),
            documents(request.texts().language()),
            form,
            quote));
  }

  private static Map<String, String> options(Outcome<ListPlans.Plans> plans, Texts texts) {
    Map<String, String> options = new LinkedHashMap<>();
    if (plans instanceof Outcome.Done<ListPlans.Plans>(ListPlans.Plans sold)) {
      sold.items()
          .forEach(plan ->
              options.put(plan.code(), plan.name() + " · " + texts.money(plan.monthlyFee())));
    }
    return options;
  }

  private Map<String, String> documents(Language language) {
    Map<String, String> options = new LinkedHashMap<>();
    documents.get().forEach(type -> options.put(type.code(), type.name().in(language)));
    return options;
  }
}
