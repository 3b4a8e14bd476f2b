package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.intake.IntakeFeature;
import org.sbms.branch.intake.IntakeWeb;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Taking over the base of another system. */
final class IntakeModule implements BranchModule {
  private final BranchParts parts;
  private final IntakeFeature intakes;

  IntakeModule(BranchParts parts) {
    this.parts = parts;
    this.intakes =
        new IntakeFeature(
            parts.self().branch(),
            parts.database(),
            parts.days(),
            parts.ledger(),
            new PersonalDataRules(document ->
                parts
                    .reference()
                    .documentTypes()
                    .fits(document.type(), document.number(), parts.days().calendar())),
            parts.currency(),
            parts.clock(),
            parts.random());
  }

  @Override
  public void register(Operations operations) {
    intakes.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new IntakeWeb(parts.executor(), intakes));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add("intake", intakes.start());
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    return Map.of("manager", Set.of(IntakeFeature.IMPORT), "admin", Set.of(IntakeFeature.IMPORT));
  }
}
