package org.sbms.branch.app;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.voucher.VoucherApi;
import org.sbms.branch.voucher.VoucherFeature;
import org.sbms.branch.voucher.VoucherPages;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.seal.Seal;
import org.sbms.kit.web.Web;

/** Vouchers. */
final class VoucherModule implements BranchModule {
  private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

  private final BranchParts parts;
  private final VoucherFeature vouchers;

  VoucherModule(BranchParts parts) {
    this.parts = parts;
    this.vouchers =
        new VoucherFeature(
            parts.self().branch(),
            parts.currency(),
            Seal.of(parts.node().directory(), "vouchers.key"),
            parts.accounts(),
            parts.days(),
            parts.ledger(),
            parts.node().zone(),
            parts.clock(),
            new SecureRandom());
  }

  @Override
  public void register(Operations operations) {
    vouchers.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new VoucherPages(parts.executor(), vouchers, parts.currency(), parts.days()::calendar))
        .add(new VoucherApi(parts.executor(), vouchers));
  }

  @Override
  public void start(ClosingList closing) {
    closing.add(
        "vouchers",
        PeriodicJob.start("vouchers", EXPIRE_EVERY, () -> vouchers.expire(parts.database())));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> desk = Set.of(VoucherFeature.VIEW, VoucherFeature.REDEEM);
    Set<Permission> supervisor =
        Set.of(VoucherFeature.VIEW, VoucherFeature.REDEEM, VoucherFeature.SELL);
    return Map.of(
        "clerk", desk,
        "cashier", desk,
        "dealer", Set.of(VoucherFeature.REDEEM),
        "supervisor", supervisor,
        "manager",
            Set.of(
                VoucherFeature.VIEW,
                VoucherFeature.REDEEM,
                VoucherFeature.SELL,
                VoucherFeature.MAKE));
  }
}
