package org.sbms.central.settlement;

import java.util.List;
import java.util.Optional;
import org.sbms.central.settlement.Adjustments.Adjustment;
import org.sbms.central.settlement.ConfirmTransfers.Confirmed;
import org.sbms.central.settlement.Disputes.Dispute;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.kit.web.form.Form;

/** What the pages beside the windows show. */
public final class PageModels {
  private PageModels() {}

  /**
   * @param confirmed what became of the statement that was just sent
   */
  public record StatementsPage(Form form, Optional<Confirmed> confirmed) {}

  public record AdjustmentsPage(List<Adjustment> items, Form form) {}

  public record DisputesPage(List<Dispute> items, Form form) {}

  /** What is to be disputed stands in the address. */
  public record RaisePage(String window, String branch, String home, String number, Form form) {}

  /**
   * @param common the same in one currency; absent where there is only one
   */
  public record ExposurePage(List<Exposure> items, Optional<ShowInOneCurrency.View> common) {}
}
