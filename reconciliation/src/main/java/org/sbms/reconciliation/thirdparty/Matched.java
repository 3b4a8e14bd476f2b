package org.sbms.reconciliation.thirdparty;

import java.util.List;

/** What came of matching; what is left over is in the order of day and line, or day and id. */
public record Matched(List<Match> matches, List<RegisterLine> lines, List<Taking> takings) {}
