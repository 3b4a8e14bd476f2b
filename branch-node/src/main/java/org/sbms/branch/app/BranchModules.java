package org.sbms.branch.app;

import java.util.List;
import java.util.stream.Stream;
import org.sbms.branch.bank.BankFeature;
import org.sbms.branch.bulk.BulkFeature;
import org.sbms.branch.cardgateway.CardFeature;
import org.sbms.branch.cardgateway.CardSettings;
import org.sbms.branch.cashdesk.CashdeskFeature;
import org.sbms.branch.catalog.CatalogFeature;
import org.sbms.branch.cheque.ChequeFeature;
import org.sbms.branch.cheque.ChequeSettings;
import org.sbms.branch.collections.CollectionsFeature;
import org.sbms.branch.customer.CustomerFeature;
import org.sbms.branch.delivery.DeliveryFeature;
import org.sbms.branch.directdebit.DirectDebitFeature;
import org.sbms.branch.intake.IntakeFeature;
import org.sbms.branch.partner.PartnerFeature;
import org.sbms.branch.rating.RatingFeature;
import org.sbms.branch.rating.RatingSettings;
import org.sbms.branch.voucher.VoucherFeature;

/** The modules of a branch: one line each, in the order in which they are wired. */
final class BranchModules {
  /** Folders of migrations; their order is that of their versions. */
  static final List<String> MIGRATIONS =
      Stream.of(
              List.of(
                  CatalogFeature.MIGRATIONS,
                  CustomerFeature.MIGRATIONS,
                  IntakeFeature.MIGRATIONS,
                  BulkFeature.MIGRATIONS,
                  RatingFeature.MIGRATIONS,
                  CashdeskFeature.MIGRATIONS,
                  VoucherFeature.MIGRATIONS,
                  CollectionsFeature.MIGRATIONS,
                  DeliveryFeature.MIGRATIONS,
                  PartnerFeature.MIGRATIONS,
                  CardFeature.MIGRATIONS,
                  ChequeFeature.MIGRATIONS),
              BillingModule.MIGRATIONS,
              List.of(BankFeature.MIGRATIONS, DirectDebitFeature.MIGRATIONS))
          .flatMap(List::stream)
          .toList();

  /** What modules read from the settings. */
  static final List<Class<?>> CONCERNS =
      List.of(
          CustomerSettings.class,
          RatingSettings.Settings.class,
          CashdeskSettings.class,
          MailSettings.class,
          CardSettings.Settings.class,
          ChequeSettings.Settings.class);

  private BranchModules() {}

  static List<BranchModule> of(BranchParts parts) {
    return List.of(
        new CatalogModule(parts),
        new CustomerModule(parts),
        new IntakeModule(parts),
        new BulkModule(parts),
        new RatingModule(parts),
        new BillingModule(parts),
        new DeliveryModule(parts),
        new StatementModule(parts),
        new CollectionsModule(parts),
        new CashdeskModule(parts),
        new VoucherModule(parts),
        new BankModule(parts),
        new DirectDebitModule(parts),
        new PaymentSystemModule(parts),
        new CardModule(parts),
        new ChequeModule(parts),
        new PartnerModule(parts),
        new OwnSettlementModule(parts),
        new DealerModule(parts));
  }
}
