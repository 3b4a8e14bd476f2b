package org.sbms.branch.party;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;

/** What personal data must look like. What is wrong is said without repeating it. */
public final class PersonalDataRules {
  private static final int MAX_NAME = 120;
  private static final int MAX_ADDRESS = 300;
  private static final int MAX_EMAIL = 120;
  private static final int MAX_DOCUMENT = 40;
  private static final int MIN_DIGITS = 10;
  private static final int MAX_DIGITS = 15;
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()-]{10,30}");
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>\",;]{1,64}@[^\\s@<>\",;.]+(\\.[^\\s@<>\",;.]+)+");

  /** Whether a document of that type may have that number. */
  @FunctionalInterface
  public interface Documents {
    boolean fits(IdentityDocument document);
  }

  private final Documents documents;

  public PersonalDataRules(Documents documents) {
    this.documents = documents;
  }

  /**
   * @param path where the data stands in the request: {@code customer.}
   */
  public List<FieldError> problems(String path, PersonalData data) {
    List<FieldError> problems = new ArrayList<>(name(path + "name", data.name()));
    problems.addAll(address(path + "address", data.address()));
    problems.addAll(phone(path + "phone", data.phone()));
    problems.addAll(email(path + "email", data.email()));
    data.document()
        .ifPresent(document -> problems.addAll(document(path + "document.number", document)));
    return problems;
  }

  List<FieldError> problems(ChangePersonalData change) {
    List<FieldError> problems = new ArrayList<>();
    change.name().ifPresent(text -> problems.addAll(name("name", text)));
    change.address().ifPresent(text -> problems.addAll(address("address", text)));
    change.phone().ifPresent(text -> problems.addAll(phone("phone", text)));
    change.email().ifPresent(text -> problems.addAll(email("email", text)));
    change.document().ifPresent(document -> problems.addAll(document("document.number", document)));
    return problems;
  }

  private static List<FieldError> name(String field, String text) {
    return text.strip().length() < 2 || text.chars().noneMatch(Character::isLetter)
        ? List.of(new FieldError(field, "must be a name of at least two letters"))
        : FreeText.unfit(field, text, MAX_NAME);
  }

  private static List<FieldError> address(String field, String text) {
    return text.isBlank()
        ? List.of(new FieldError(field, "must be filled in"))
        : FreeText.unfit(field, text, MAX_ADDRESS);
  }

  private static List<FieldError> phone(String field, String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    return PHONE.matcher(text.strip()).matches() && digits >= MIN_DIGITS && digits <= MAX_DIGITS
        ? List.of()
        : List.of(new FieldError(field, "must be a phone number with its area code"));
  }

  private static List<FieldError> email(String field, String text) {
    return text.isBlank() || text.length() <= MAX_EMAIL && EMAIL.matcher(text.strip()).matches()
        ? List.of()
        : List.of(new FieldError(field, "must be an e-mail address such as anna@mail.example"));
  }

  private List<FieldError> document(String field, IdentityDocument document) {
    if (document.number().isBlank()) {
      return List.of(new FieldError(field, "must be filled in"));
    }
    List<FieldError> problems = FreeText.unfit(field, document.number(), MAX_DOCUMENT);
    return problems.isEmpty() && !documents.fits(document)
        ? List.of(new FieldError(field, "does not fit this kind of document"))
        : problems;
  }
}
