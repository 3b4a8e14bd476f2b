package org.sbms.branch.party;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.branch.reference.DocumentTypes;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.ShowPersonalData;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Changing personal data, from what home has now. */
public final class PersonalDataPages implements WebFeature {
  private static final String PATH = "/subscribers/:account/personal-data";

  private final Executor executor;
  private final Supplier<List<DocumentTypes.Type>> documents;

  /**
   * @param documents the kinds of document in use
   */
  public PersonalDataPages(Executor executor, Supplier<List<DocumentTypes.Type>> documents) {
    this.executor = executor;
    this.documents = documents;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, PartyFeature.CHANGE_PERSONAL, this::show)
        .post(PATH, PartyFeature.CHANGE_PERSONAL, this::change);
  }

  public record PersonalDataPage(AccountNumber account, Map<String, String> documents, Form form) {}

  private PageResponse show(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowPersonalData(account))),
                held -> page(request, account, filled(held), 200)));
  }

  private static Form filled(ShowPersonalData.Held held) {
    PersonalData data = held.customer();
    return Form.blank()
        .with("name", data.name())
        .with("address", data.address())
        .with("phone", data.phone())
        .with("email", data.email())
        .with("documentType", data.document().map(IdentityDocument::type).orElse(""))
        .with("document.number", data.document().map(IdentityDocument::number).orElse(""))
        .with("basedOn", String.valueOf(held.version()));
  }

  private PageResponse change(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<Integer> basedOn = form.required("basedOn", Integer::valueOf);
          if (basedOn.isEmpty()) {
            return page(request, account, form, 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(), Request.command(order(account, form, basedOn), form.key())),
              form,
              request.texts(),
              done ->
                  PageResponse.redirect(
                      "/subscribers/" + account,
                      request
                          .texts()
                          .t(
                              done.fields().isEmpty()
                                  ? "party.personal.same"
                                  : "party.personal.done")),
              again -> page(request, account, again, 422));
        });
  }

  private static ChangePersonalData order(
      AccountNumber account, Form form, Optional<Integer> basedOn) {
    String number = form.text("document.number");
    return new ChangePersonalData(
        account,
        Optional.of(form.text("name")),
        Optional.of(form.text("address")),
        Optional.of(form.text("phone")),
        Optional.of(form.text("email")),
        number.isEmpty()
            ? Optional.empty()
            : Optional.of(new IdentityDocument(form.text("documentType"), number)),
        basedOn);
  }

  private PageResponse page(PageRequest request, AccountNumber account, Form form, int status) {
    return new PageResponse.Page(
        status,
        "party/personal",
        new PersonalDataPage(account, options(request.texts().language()), form));
  }

  private Map<String, String> options(Language language) {
    Map<String, String> options = new LinkedHashMap<>();
    documents.get().forEach(type -> options.put(type.code(), type.name().in(language)));
    return options;
  }
}
