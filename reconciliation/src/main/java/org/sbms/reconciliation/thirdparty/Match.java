package org.sbms.reconciliation.thirdparty;

import java.util.List;
import org.sbms.contract.Money;

/**
 * Lines and takings that belong together.
 *
 * @param rule the name of the rule that says so
 * @param difference what the register says less what was taken; within the rule's tolerance
 */
public record Match(
    String rule, List<RegisterLine> lines, List<Taking> takings, Money difference) {}
