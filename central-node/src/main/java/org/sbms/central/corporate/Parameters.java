package org.sbms.central.corporate;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a job does, beside its kind.
 *
 * @param code of the plan or service, or of the reason; the transfer's reference for a spread
 * @param comment what there is to add; may be empty
 * @param effective from which day on; empty for at once
 * @param note how the lines came about, for whoever reads it later
 */
public record Parameters(String code, String comment, Optional<LocalDate> effective, String note) {}
