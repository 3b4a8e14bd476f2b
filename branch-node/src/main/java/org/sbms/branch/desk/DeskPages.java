package org.sbms.branch.desk;

import java.util.List;
import java.util.Optional;
import org.sbms.branch.payment.BrowsePayments;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.ShowTakings;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The start page: the search box, today's takings, what needs an eye. */
public final class DeskPages implements WebFeature {
  private static final int LATEST = 8;

  private final Executor executor;
  private final Money zero;

  /**
   * @param zero nothing, in the branch's currency
   */
  public DeskPages(Executor executor, Money zero) {
    this.executor = executor;
    this.zero = zero;
  }

  @Override
  public void addTo(Web web) {
    web.messages("desk")
        .menu(MenuEntry.forAll("/", "desk.menu", "home", 10))
        .getForAll("/", this::home);
  }

  /**
   * @param takings empty for those who may not see payments
   */
  public record HomePage(Optional<ShowTakings.Takings> takings, List<Payment> latest, Money zero) {}

  private PageResponse home(PageRequest request) {
    Caller caller = request.caller();
    if (!caller.may(PaymentFeature.VIEW)) {
      return PageResponse.page("desk/home", new HomePage(Optional.empty(), List.of(), zero));
    }
    String login = caller.actor().login();
    BrowsePayments latest =
        new BrowsePayments(
            "", Optional.empty(), login, Optional.empty(), "accepted", true, 0, LATEST);
    List<Payment> payments =
        switch (executor.run(caller, Request.query(latest))) {
          case Outcome.Done<BrowsePayments.Rows>(BrowsePayments.Rows rows) -> rows.items();
          case Outcome.Refused<BrowsePayments.Rows> _, Outcome.Unknown<BrowsePayments.Rows> _ ->
              List.of();
        };
    return PageResponse.of(
        executor.run(caller, Request.query(new ShowTakings(login))),
        takings ->
            PageResponse.page("desk/home", new HomePage(Optional.of(takings), payments, zero)));
  }
}
