package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** Whether central's ledger and those of the branches say the same of a window. */
public final class AgreementWeb implements WebFeature {
  private final Executor executor;
  private final AgreementGathering gathering;

  public AgreementWeb(Executor executor, Remote remote) {
    this.executor = executor;
    this.gathering = new AgreementGathering(remote);
  }

  @Override
  public void addTo(Web web) {
    web.get(
            SettlementWeb.WINDOWS + "/:id/agreement",
            VIEW,
            request ->
                PageResponse.of(
                    of(request.caller(), request.pathPart("id")),
                    agreement -> PageResponse.page("settlement/agreement", agreement)))
        .api(
            "showAgreement",
            request ->
                ApiResponse.of(
                    of(request.caller(), request.pathPart("id")),
                    agreement -> ApiResponse.ok(Shown.of(agreement))));
  }

  /** As the API gives it. */
  record Shown(Agreement.Verdict verdict, Agreement agreement) {
    static Shown of(Agreement agreement) {
      return new Shown(agreement.verdict(), agreement);
    }
  }

  private Outcome<Agreement> of(Caller caller, String id) {
    return switch (executor.run(caller, Request.query(new ShowBooked(id)))) {
      case Outcome.Done<ShowBooked.Booked>(var booked) -> Outcome.done(gathering.gather(booked));
      case Outcome.Refused<ShowBooked.Booked>(var refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<ShowBooked.Booked>(String why) -> new Outcome.Unknown<>(why);
    };
  }
}
