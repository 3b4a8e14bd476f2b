package org.sbms.branch.subscription;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.ShowSubscribed;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with what a subscriber had when, and on which terms. */
public final class ItemFeature {
  public static final Permission SET_PRICE = new Permission("subscriber.set-own-price");
  public static final Permission GIVE_PROMOTION = new Permission("subscriber.give-promotion");
  public static final Permission CORRECT_PAST = new Permission("subscriber.correct-past");

  private static final int MAX_CODE = 64;
  private static final int MAX_REASON = 200;

  private final Terms terms;
  private final Corrections corrections;
  private final MovedVersions moves;

  public ItemFeature(Accounts accounts, BusinessDays days, Clock clock) {
    this.terms = new Terms(accounts, days);
    this.corrections = new Corrections(terms, accounts, days, clock);
    this.moves = new MovedVersions(accounts);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of(
                "show-subscribed", ShowSubscribed.class, Subscribed.class, PartyFeature.VIEW)
            .placedAt(question -> home(question.account()))
            .answeredBy((_, question, sql) -> terms.show(question, sql)));
    operations.register(
        OperationSpec.of("set-own-price", SetOwnPrice.class, Subscribed.class, SET_PRICE)
            .placedAt(order -> home(order.account()))
            .checkedBy(ItemFeature::problems)
            .handledBy(terms::setPrice));
    operations.register(
        OperationSpec.of("give-promotion", GivePromotion.class, Subscribed.class, GIVE_PROMOTION)
            .placedAt(order -> home(order.account()))
            .checkedBy(order -> code("promotion", order.promotion(), 1))
            .handledBy(terms::give));
    operations.register(
        OperationSpec.of("correct-past", CorrectPast.class, Subscribed.class, CORRECT_PAST)
            .placedAt(order -> home(order.account()))
            .checkedBy(ItemFeature::problems)
            .handledBy(corrections::correct));
  }

  /** For the clock: moves subscribers to versions that say so and whose day has come. */
  public void moveToNewVersions(Database database) {
    moves.apply(database);
  }

  private static List<FieldError> problems(SetOwnPrice order) {
    List<FieldError> problems = new ArrayList<>(code("code", order.code(), 1));
    if (order.price().isPresent() && order.price().get().isNegative()) {
      problems.add(new FieldError("price", "must not be below zero"));
    }
    problems.addAll(reason(order.reason()));
    return problems;
  }

  private static List<FieldError> problems(CorrectPast order) {
    boolean named =
        switch (order.what()) {
          case PLAN, SERVICE_ADDED, SERVICE_REMOVED -> true;
          case SUSPENDED, RESUMED -> false;
        };
    List<FieldError> problems = new ArrayList<>(code("subject", order.subject(), named ? 1 : 0));
    problems.addAll(reason(order.reason()));
    return problems;
  }

  private static List<FieldError> reason(String reason) {
    return reason.isBlank()
        ? List.of(new FieldError("reason", "must be filled in"))
        : FreeText.unfit("reason", reason, MAX_REASON);
  }

  private static List<FieldError> code(String field, String code, int least) {
    return code.strip().length() < least || code.length() > MAX_CODE
        ? List.of(new FieldError(field, "must be 1 to " + MAX_CODE + " characters"))
        : List.of();
  }

  private static NodeId home(AccountNumber account) {
    return NodeId.of(account.home());
  }
}
