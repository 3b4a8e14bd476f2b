package org.sbms.branch.customer;

import static org.sbms.branch.customer.CustomerPermissions.COMPANIES;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.customer.WorkOnCustomers.DecideErasure;
import org.sbms.branch.customer.WorkOnCustomers.ListCompanies;
import org.sbms.branch.customer.WorkOnCustomers.ListErasures;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.contract.Operation;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** The companies of this installation, and the erasures that wait for a second person. */
public final class CompanyPages implements WebFeature {
  private static final String LIST = "/companies";
  private static final String ERASURES = "/erasures";
  private static final int SHOWN = 200;

  private final Executor executor;

  public CompanyPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.menu(new MenuEntry(LIST, "customer.companies.menu", "building-community", 92, COMPANIES))
        .menu(
            new MenuEntry(
                ERASURES, "customer.erasures.menu", "eraser", 93, CustomerPermissions.ERASE))
        .get(LIST, COMPANIES, request -> companies(request, Form.blank(), Form.blank(), 200))
        .post(LIST, COMPANIES, this::saveCompany)
        .post(LIST + "/departments", COMPANIES, this::saveDepartment)
        .get(ERASURES, CustomerPermissions.ERASE, request -> erasures(request, Form.blank(), 200))
        .post(ERASURES + "/:id/decision", CustomerPermissions.ERASE, this::decide);
  }

  public record CompaniesPage(List<Company> companies, Form company, Form department) {}

  public record ErasuresPage(List<Erasure> erasures, Form form) {}

  private PageResponse companies(PageRequest request, Form company, Form department, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListCompanies())),
        items ->
            new PageResponse.Page(
                status,
                "customer/companies",
                new CompaniesPage(items.items(), company, department)));
  }

  private PageResponse saveCompany(PageRequest request) {
    Form form = request.form();
    return save(
        request,
        form,
        new SaveCompany(
            form.text("code"), form.text("name"), form.text("taxNumber"), form.text("address")),
        again -> companies(request, again, Form.blank(), 422));
  }

  private PageResponse saveDepartment(PageRequest request) {
    Form form = request.form();
    return save(
        request,
        form,
        new SaveDepartment(
            form.text("company"), form.text("code"), form.text("name"), form.text("location")),
        again -> companies(request, Form.blank(), again, 422));
  }

  private PageResponse save(
      PageRequest request,
      Form form,
      Operation<ListCompanies.Items> order,
      Function<Form, PageResponse> again) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(LIST, request.texts().t("customer.saved")),
        again);
  }

  private PageResponse erasures(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListErasures(false, 0, SHOWN))),
        items ->
            new PageResponse.Page(
                status, "customer/erasures", new ErasuresPage(items.items(), form)));
  }

  private PageResponse decide(PageRequest request) {
    Form form = request.form();
    UUID id = request.pathId("id").orElse(new UUID(0, 0));
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new DecideErasure(id, form.text("decision").equals("erase"), form.text("comment")),
                form.key())),
        form,
        request.texts(),
        erasure ->
            PageResponse.redirect(
                ERASURES, request.texts().t("customer.erasure.done." + erasure.state())),
        again -> erasures(request, again, 422));
  }
}
