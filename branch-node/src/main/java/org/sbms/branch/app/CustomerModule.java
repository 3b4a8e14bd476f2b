package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.customer.Companies;
import org.sbms.branch.customer.CompanyPages;
import org.sbms.branch.customer.CustomerApi;
import org.sbms.branch.customer.CustomerFeature;
import org.sbms.branch.customer.CustomerPages;
import org.sbms.branch.customer.CustomerPermissions;
import org.sbms.branch.customer.Documents;
import org.sbms.branch.customer.PaperPages;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.branch.subscription.OpeningPages;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.Web;

/** Customers: kinds, trees, papers, companies, archive and erasure. */
final class CustomerModule implements BranchModule {
  private final BranchParts parts;
  private final CustomerFeature customers;

  CustomerModule(BranchParts parts) {
    this.parts = parts;
    Documents documents = new Documents(Seal.of(parts.node().directory(), "documents.key"));
    documents.requireKey(parts.database());
    this.customers =
        new CustomerFeature(
            parts.currency(),
            documents,
            new PersonalDataRules(document ->
                parts
                    .reference()
                    .documentTypes()
                    .fits(document.type(), document.number(), parts.days().calendar())),
            CustomerSettings.retention(parts.configuration()),
            parts.node().zone(),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    customers.register(operations);
  }

  @Override
  public void addTo(Web web) {
    CustomerPages pages =
        new CustomerPages(
            parts.executor(),
            () -> Companies.codes(parts.database()),
            () -> Companies.departments(parts.database()));
    web.add(pages)
        .add(new PaperPages(parts.executor(), pages))
        .add(new CompanyPages(parts.executor()))
        .add(new CustomerApi(parts.executor()))
        .add(new OpeningPages(parts.self().branch(), parts.executor()));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> desk = Set.of(CustomerPermissions.MANAGE, CustomerPermissions.DOCUMENTS);
    Set<Permission> head =
        Set.of(
            CustomerPermissions.MANAGE,
            CustomerPermissions.DOCUMENTS,
            CustomerPermissions.ARCHIVE,
            CustomerPermissions.ERASE,
            CustomerPermissions.TAKE_OUT);
    return Map.of(
        "clerk",
        desk,
        "cashier",
        desk,
        "supervisor",
        head,
        "manager",
        with(head, CustomerPermissions.COMPANIES),
        "admin",
        with(desk, CustomerPermissions.COMPANIES));
  }

  private static Set<Permission> with(Set<Permission> base, Permission more) {
    Set<Permission> all = new java.util.HashSet<>(base);
    all.add(more);
    return Set.copyOf(all);
  }
}
