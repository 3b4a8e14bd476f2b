package org.sbms.branch.app;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.cheque.ChequeApi;
import org.sbms.branch.cheque.ChequeDesk;
import org.sbms.branch.cheque.ChequeFeature;
import org.sbms.branch.cheque.ChequePages;
import org.sbms.branch.cheque.ChequeSettings;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Cheques. */
final class ChequeModule implements BranchModule {
  private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

  private final BranchParts parts;
  private final ChequeFeature cheques;
  private final ChequeDesk desk;

  ChequeModule(BranchParts parts) {
    this.parts = parts;
    this.cheques =
        new ChequeFeature(
            parts.self().branch(),
            ChequeSettings.from(parts.configuration(), parts.currency()),
            TakingSettings.read(parts.configuration()).maxPayment(),
            parts.accounts(),
            parts.days(),
            parts.ledger(),
            parts.node().zone(),
            parts.clock(),
            parts.random());
    this.desk = cheques.desk(parts.database(), parts.executor());
  }

  @Override
  public void register(Operations operations) {
    cheques.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new ChequePages(parts.executor(), desk, parts.currency(), parts.days()::calendar))
        .add(new ChequeApi(parts.executor(), desk));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add("cheques", PeriodicJob.start("cheques", SETTLE_EVERY, desk::work));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> all = Set.of(ChequeFeature.VIEW, ChequeFeature.TAKE, ChequeFeature.BANK);
    return Map.of(
        "cashier", Set.of(ChequeFeature.VIEW, ChequeFeature.TAKE),
        "supervisor", all,
        "manager", all);
  }
}
