package org.sbms.branch.payment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.branch.payment.DealerLogins.AssignDealer;
import org.sbms.branch.payment.DealerLogins.DealerLogin;
import org.sbms.branch.payment.DealerLogins.ListDealerLogins;
import org.sbms.branch.payment.DealerLogins.ReleaseLogin;
import org.sbms.contract.Operation;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** The page and the calls that say which logins are a dealer's. */
public final class DealerLoginWeb implements WebFeature {
  private static final String PATH = "/dealer-logins";

  private final Executor executor;
  private final DealerLogins logins;

  public DealerLoginWeb(Executor executor, DealerLogins logins) {
    this.executor = executor;
    this.logins = logins;
  }

  /**
   * @param dealers names in the reader's language, by code
   */
  public record DealersPage(List<DealerLogin> items, Map<String, String> dealers, Form form) {}

  @Override
  public void addTo(Web web) {
    web.menu(new MenuEntry(PATH, "dealerLogins.menu", "building-store", 75, DealerLogins.ASSIGN))
        .get(PATH, DealerLogins.ASSIGN, request -> list(request, Form.blank()))
        .post(PATH + "/:login", DealerLogins.ASSIGN, this::change)
        .api("listDealerLogins", this::list)
        .api("assignDealer", this::assign)
        .api("releaseDealerLogin", this::release);
  }

  private PageResponse list(PageRequest request, Form form) {
    Map<String, String> names = new TreeMap<>();
    logins.dealers().forEach((code, name) -> names.put(code, name.in(request.texts().language())));
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListDealerLogins())),
        found -> {
          DealersPage page = new DealersPage(found.items(), names, form);
          return form.alert().isEmpty()
              ? PageResponse.page("payment/dealerLogins", page)
              : PageResponse.formAgain("payment/dealerLogins", page);
        });
  }

  /** No dealer chosen means that the login is the branch's own. */
  private PageResponse change(PageRequest request) {
    Form form = request.form();
    String login = request.pathPart("login");
    Operation<DealerLogin> command =
        form.text("dealer").isEmpty()
            ? new ReleaseLogin(login)
            : new AssignDealer(login, form.text("dealer"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command, form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH, request.texts().t("dealerLogins.saved")),
        again -> list(request, Form.blank().alert(again.alert())));
  }

  private ApiResponse list(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListDealerLogins())),
        found -> ApiResponse.items(found.items()));
  }

  record Named(String dealer) {}

  private ApiResponse assign(ApiRequest request) {
    return run(
        request, new AssignDealer(request.pathPart("login"), request.body(Named.class).dealer()));
  }

  private ApiResponse release(ApiRequest request) {
    return run(request, new ReleaseLogin(request.pathPart("login")));
  }

  private ApiResponse run(ApiRequest request, Operation<DealerLogin> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, request.key())), ApiResponse::ok);
  }
}
