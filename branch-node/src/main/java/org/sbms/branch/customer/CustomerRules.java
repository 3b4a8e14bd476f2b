package org.sbms.branch.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sbms.branch.customer.WorkOnCustomers.AddContact;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;

/** What commands about customers must look like. */
final class CustomerRules {
  private static final int MAX_TEXT = 120;
  private static final int MAX_REASON = 200;
  private static final int MAX_FILE_NAME = 120;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,19}");
  private static final Pattern TAX_NUMBER = Pattern.compile("[0-9A-Z-]{0,20}");

  private final PersonalDataRules personal;

  CustomerRules(PersonalDataRules personal) {
    this.personal = personal;
  }

  List<FieldError> problems(RegisterCustomer order) {
    return personal.problems(
        "",
        new PersonalData(
            CustomerKind.PERSON,
            order.name(),
            order.address(),
            order.phone(),
            order.email(),
            order.document()));
  }

  static List<FieldError> problems(ArrangeAccount order) {
    return order.payer() == Payer.PARENT && order.parent().isEmpty()
        ? List.of(new FieldError("payer", "needs an account above this one"))
        : List.of();
  }

  static List<FieldError> problems(AddContact order) {
    List<FieldError> problems = new ArrayList<>(filled("value", order.value(), MAX_REASON));
    problems.addAll(FreeText.unfit("purpose", order.purpose(), MAX_TEXT));
    return problems;
  }

  static List<FieldError> problems(AddDocument order) {
    List<FieldError> problems = new ArrayList<>(filled("number", order.number(), MAX_TEXT));
    problems.addAll(filled("fileName", order.fileName(), MAX_FILE_NAME));
    if (order.file().length == 0) {
      problems.add(new FieldError("file", "must be chosen"));
    } else if (order.file().length > Documents.MAX_BYTES) {
      problems.add(new FieldError("file", "must be at most 5 MiB"));
    } else if (Documents.contentType(order.file()).isEmpty()) {
      problems.add(new FieldError("file", "must be PDF, PNG or JPEG"));
    }
    return problems;
  }

  static List<FieldError> problems(SaveCompany order) {
    List<FieldError> problems = new ArrayList<>(code("code", order.code()));
    problems.addAll(filled("name", order.name(), MAX_TEXT));
    problems.addAll(FreeText.unfit("address", order.address(), MAX_REASON));
    if (!TAX_NUMBER.matcher(order.taxNumber().strip()).matches()) {
      problems.add(new FieldError("taxNumber", "must be at most 20 digits, letters or dashes"));
    }
    return problems;
  }

  static List<FieldError> problems(SaveDepartment order) {
    List<FieldError> problems = new ArrayList<>(code("code", order.code()));
    problems.addAll(filled("name", order.name(), MAX_TEXT));
    problems.addAll(FreeText.unfit("location", order.location(), MAX_TEXT));
    return problems;
  }

  static List<FieldError> reason(String reason) {
    return filled("reason", reason, MAX_REASON);
  }

  static List<FieldError> comment(String comment) {
    return FreeText.unfit("comment", comment, MAX_REASON);
  }

  private static List<FieldError> code(String field, String code) {
    return CODE.matcher(code).matches()
        ? List.of()
        : List.of(new FieldError(field, "must be 1 to 20 capital latin letters, digits or dashes"));
  }

  private static List<FieldError> filled(String field, String text, int maxLength) {
    return text.isBlank()
        ? List.of(new FieldError(field, "must be filled in"))
        : FreeText.unfit(field, text, maxLength);
  }
}
