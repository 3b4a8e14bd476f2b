package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.sbms.contract.BranchCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The pages and the API of corporate clients. */
final class CorporateWeb implements WebFeature {
  static final String CLIENTS = "/corporates";

  private final List<WebFeature> parts;

  CorporateWeb(
      Executor executor,
      Gathering gathering,
      StatementGathering statements,
      Offered offered,
      ReasonChoices reasons,
      Supplier<List<BranchCode>> branches,
      Clock clock) {
    Attaching attaching = new Attaching(executor, gathering);
    this.parts =
        List.of(
            new ClientWeb(executor, gathering, branches),
            new MemberWeb(executor, gathering, attaching, branches),
            new TransferWeb(executor, gathering, clock),
            new JobWeb(executor, branches, offered, reasons),
            new StatementWeb(executor, statements, clock),
            new ClientApi(executor, gathering, attaching),
            new JobApi(executor, gathering),
            new StatementApi(executor, statements));
  }

  @Override
  public void addTo(Web web) {
    web.messages("corporate")
        .menu(new MenuEntry(CLIENTS, "corporate.menu", "building-skyscraper", 12, VIEW));
    parts.forEach(part -> part.addTo(web));
  }
}
