package org.sbms.branch.catalog;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.reference.NationalPlans;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with the catalogue. */
public final class CatalogFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "catalog";

  public static final Permission VIEW = new Permission("catalog.view");
  public static final Permission EDIT = new Permission("catalog.edit");
  public static final Permission PUBLISH = new Permission("catalog.publish");

  private static final long MAX_USAGE = 1_000_000_000_000L;

  private final BusinessDays days;
  private final Currency currency;
  private final NationalOffers national;
  private final OfferHandlers offers;
  private final PromotionHandlers promotions;
  private final ProductHandlers products = new ProductHandlers();

  /**
   * @param nationalPlans central's, as they stand
   */
  public CatalogFeature(
      BusinessDays days,
      Supplier<List<NationalPlans.Version>> nationalPlans,
      Currency currency,
      Clock clock) {
    this.days = days;
    this.currency = currency;
    this.national = new NationalOffers(nationalPlans, currency);
    this.offers = new OfferHandlers(days, currency, clock);
    this.promotions = new PromotionHandlers(currency);
  }

  public void register(Operations operations) {
    registerOffers(operations);
    registerProducts(operations);
    registerPromotions(operations);
  }

  /** For the clock: versions whose day has come hold from now on. */
  public void bringIntoForce(Database database) {
    database.inTransaction(tx -> {
      LocalDate today = days.open(tx);
      national.write(tx, today);
      offers.bringIntoForce(tx, today);
      return true;
    });
  }

  /** Names of all offers, for choosing from. */
  Map<OfferKey, String> names(Sql sql) {
    return offers.names(sql);
  }

  private void registerOffers(Operations operations) {
    operations.register(
        OperationSpec.of("browse-offers", BrowseOffers.class, BrowseOffers.Rows.class, VIEW)
            .checkedBy(question -> sort(Offers.sorts(question.sort())))
            .answeredBy((_, question, sql) -> offers.browse(question, sql)));
    operations.register(
        OperationSpec.of("show-offer", ShowOffer.class, Offer.class, VIEW)
            .answeredBy((_, question, sql) -> offers.show(question, sql)));
    operations.register(
        OperationSpec.of("preview-bill", PreviewBill.class, PreviewBill.Preview.class, VIEW)
            .checkedBy(CatalogFeature::problems)
            .answeredBy((_, question, sql) -> offers.preview(question, sql)));
    operations.register(
        OperationSpec.of("save-draft", SaveDraft.class, Offer.class, EDIT)
            .checkedBy(draft -> DraftRules.problems(draft, currency))
            .handledBy(offers::save));
    operations.register(
        OperationSpec.of("discard-draft", DiscardDraft.class, Offer.class, EDIT)
            .handledBy(offers::discard));
    operations.register(
        OperationSpec.of("publish-draft", PublishDraft.class, Offer.class, PUBLISH)
            .handledBy(offers::publish));
    operations.register(
        OperationSpec.of("withdraw-offer", WithdrawOffer.class, Offer.class, PUBLISH)
            .handledBy(offers::withdraw));
    operations.register(
        OperationSpec.of("sell-offer", SellOffer.class, Offer.class, PUBLISH)
            .handledBy(offers::sell));
  }

  private void registerProducts(Operations operations) {
    operations.register(
        OperationSpec.of("browse-products", BrowseProducts.class, BrowseProducts.Rows.class, VIEW)
            .checkedBy(question -> sort(ProductHandlers.sorts(question.sort())))
            .answeredBy((_, question, sql) -> products.browse(question, sql)));
    operations.register(
        OperationSpec.of("save-product", SaveProduct.class, Product.class, EDIT)
            .checkedBy(ProductHandlers::problems)
            .handledBy(products::save));
  }

  private void registerPromotions(Operations operations) {
    operations.register(
        OperationSpec.of(
                "browse-promotions", BrowsePromotions.class, BrowsePromotions.Rows.class, VIEW)
            .checkedBy(question -> sort(PromotionHandlers.sorts(question.sort())))
            .answeredBy((_, question, sql) -> promotions.browse(question, sql)));
    operations.register(
        OperationSpec.of("show-promotion", ShowPromotion.class, ShowPromotion.Shown.class, VIEW)
            .answeredBy((_, question, sql) -> promotions.show(question, sql)));
    operations.register(
        OperationSpec.of("save-promotion", SavePromotion.class, ShowPromotion.Shown.class, PUBLISH)
            .checkedBy(promotions::problems)
            .handledBy(promotions::save));
    operations.register(
        OperationSpec.of(
                "add-promotion-code", AddPromotionCode.class, ShowPromotion.Shown.class, PUBLISH)
            .checkedBy(PromotionHandlers::problems)
            .handledBy(promotions::add));
  }

  private static List<FieldError> problems(PreviewBill question) {
    return question.usage().values().stream().anyMatch(units -> units < 0 || units > MAX_USAGE)
        ? List.of(new FieldError("usage", "must be 0 to " + MAX_USAGE))
        : List.of();
  }

  private static List<FieldError> sort(boolean known) {
    return known ? List.of() : List.of(new FieldError("sort", "is no column to sort by"));
  }
}
