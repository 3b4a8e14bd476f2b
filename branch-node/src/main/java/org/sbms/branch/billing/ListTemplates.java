package org.sbms.branch.billing;

import java.util.List;
import org.sbms.contract.Operation;

/** The newest version of every look, the branch's first. */
public record ListTemplates() implements Operation<ListTemplates.Templates> {
  public record Templates(List<InvoiceTemplate> items) {}
}
