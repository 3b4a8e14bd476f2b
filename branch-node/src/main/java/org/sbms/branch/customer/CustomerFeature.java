package org.sbms.branch.customer;

import java.time.Clock;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sbms.branch.customer.WorkOnCustomers.AddContact;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ArchiveCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.branch.customer.WorkOnCustomers.AskErasure;
import org.sbms.branch.customer.WorkOnCustomers.Changed;
import org.sbms.branch.customer.WorkOnCustomers.ClassifyCustomer;
import org.sbms.branch.customer.WorkOnCustomers.DecideErasure;
import org.sbms.branch.customer.WorkOnCustomers.ListCompanies;
import org.sbms.branch.customer.WorkOnCustomers.ListErasures;
import org.sbms.branch.customer.WorkOnCustomers.ReadDocument;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.customer.WorkOnCustomers.RemoveContact;
import org.sbms.branch.customer.WorkOnCustomers.ReturnFromArchive;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.branch.customer.WorkOnCustomers.ShowCustomer;
import org.sbms.branch.customer.WorkOnCustomers.TakeOutPersonalData;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/** Registers what is done with customers. All of it happens at the branch that has them. */
public final class CustomerFeature {
  public static final String MIGRATIONS = "customer";
  private static final int MAX_TEXT = 200;

  private final CustomerHandlers customers;
  private final ArchiveHandlers archive;
  private final CustomerRules rules;

  /**
   * @param retention how long personal data stays after a customer went to the archive
   */
  public CustomerFeature(
      Currency currency,
      Documents documents,
      PersonalDataRules personal,
      Period retention,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.customers = new CustomerHandlers(currency, documents, clock, random);
    this.archive = new ArchiveHandlers(retention, zone, clock, random);
    this.rules = new CustomerRules(personal);
  }

  public void register(Operations operations) {
    registerCustomers(operations);
    registerPapers(operations);
    registerEnd(operations);
    registerCompanies(operations);
  }

  private void registerCustomers(Operations operations) {
    operations.register(
        OperationSpec.of(
                "browse-customers",
                BrowseCustomers.class,
                BrowseCustomers.Rows.class,
                PartyFeature.VIEW)
            .checkedBy(question ->
                question.text().length() > MAX_TEXT
                    ? List.of(new FieldError("text", "must be at most " + MAX_TEXT + " characters"))
                    : List.of())
            .answeredBy((_, question, sql) -> customers.browse(question, sql)));
    operations.register(
        OperationSpec.of("show-customer", ShowCustomer.class, CustomerView.class, PartyFeature.VIEW)
            .audited()
            .answeredBy(customers::show));
    operations.register(
        OperationSpec.of(
                "register-customer",
                RegisterCustomer.class,
                Changed.class,
                CustomerPermissions.MANAGE)
            .checkedBy(rules::problems)
            .handledBy(customers::register));
    operations.register(
        OperationSpec.of(
                "classify-customer",
                ClassifyCustomer.class,
                Changed.class,
                CustomerPermissions.MANAGE)
            .handledBy(customers::classify));
    operations.register(
        OperationSpec.of(
                "arrange-account", ArrangeAccount.class, Changed.class, CustomerPermissions.MANAGE)
            .checkedBy(CustomerRules::problems)
            .handledBy(customers::arrange));
    operations.register(
        OperationSpec.of("add-contact", AddContact.class, Changed.class, CustomerPermissions.MANAGE)
            .checkedBy(CustomerRules::problems)
            .handledBy(customers::addContact));
    operations.register(
        OperationSpec.of(
                "remove-contact", RemoveContact.class, Changed.class, CustomerPermissions.MANAGE)
            .handledBy(customers::removeContact));
  }

  private void registerPapers(Operations operations) {
    operations.register(
        OperationSpec.of(
                "add-document", AddDocument.class, Changed.class, CustomerPermissions.DOCUMENTS)
            .checkedBy(CustomerRules::problems)
            .handledBy(customers::addDocument));
    operations.register(
        OperationSpec.of(
                "read-document",
                ReadDocument.class,
                ReadDocument.Content.class,
                CustomerPermissions.DOCUMENTS)
            .audited()
            .answeredBy((_, question, sql) -> customers.readDocument(question, sql)));
  }

  private void registerEnd(Operations operations) {
    operations.register(
        OperationSpec.of(
                "archive-customer",
                ArchiveCustomer.class,
                Changed.class,
                CustomerPermissions.ARCHIVE)
            .checkedBy(order -> CustomerRules.reason(order.reason()))
            .handledBy(archive::archive));
    operations.register(
        OperationSpec.of(
                "return-from-archive",
                ReturnFromArchive.class,
                Changed.class,
                CustomerPermissions.ARCHIVE)
            .handledBy(archive::returnFromArchive));
    operations.register(
        OperationSpec.of("ask-erasure", AskErasure.class, Erasure.class, CustomerPermissions.ERASE)
            .checkedBy(order -> CustomerRules.reason(order.reason()))
            .handledBy(archive::ask));
    operations.register(
        OperationSpec.of(
                "decide-erasure", DecideErasure.class, Erasure.class, CustomerPermissions.ERASE)
            .checkedBy(order -> CustomerRules.comment(order.comment()))
            .handledBy(archive::decide));
    operations.register(
        OperationSpec.of(
                "list-erasures",
                ListErasures.class,
                ListErasures.Items.class,
                CustomerPermissions.ERASE)
            .answeredBy((_, question, sql) -> archive.list(question, sql)));
    operations.register(
        OperationSpec.of(
                "take-out-personal-data",
                TakeOutPersonalData.class,
                PersonalFile.class,
                CustomerPermissions.TAKE_OUT)
            .audited()
            .answeredBy((_, question, sql) -> archive.takeOut(question, sql)));
  }

  private void registerCompanies(Operations operations) {
    operations.register(
        OperationSpec.of(
                "list-companies", ListCompanies.class, ListCompanies.Items.class, PartyFeature.VIEW)
            .answeredBy((_, _, sql) -> customers.companies(sql)));
    operations.register(
        OperationSpec.of(
                "save-company",
                SaveCompany.class,
                ListCompanies.Items.class,
                CustomerPermissions.COMPANIES)
            .checkedBy(CustomerRules::problems)
            .handledBy(customers::saveCompany));
    operations.register(
        OperationSpec.of(
                "save-department",
                SaveDepartment.class,
                ListCompanies.Items.class,
                CustomerPermissions.COMPANIES)
            .checkedBy(CustomerRules::problems)
            .handledBy(customers::saveDepartment));
  }
}
