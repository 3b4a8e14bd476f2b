package org.sbms.central.reconcile;

import java.util.UUID;
import org.sbms.contract.Operation;

/** A finished run as a file: the same journals give the same file, byte for byte. */
public record ShowReport(UUID id) implements Operation<ShowReport.Report> {

  public record Report(String csv) {}
}
