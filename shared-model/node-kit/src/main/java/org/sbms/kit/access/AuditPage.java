package org.sbms.kit.access;

import java.util.Optional;
import org.sbms.kit.audit.AuditSeal;
import org.sbms.kit.web.table.Table;

/** The audit log; {@code finding} is there once somebody asked for the check. */
public record AuditPage(Table<?> records, Optional<AuditSeal.Finding> finding) {}
