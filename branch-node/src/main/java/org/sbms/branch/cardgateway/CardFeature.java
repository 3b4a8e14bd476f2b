package org.sbms.branch.cardgateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with payments by card. */
public final class CardFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "cardgateway";

  /** To start one, and to see how it stands. */
  public static final Permission START = new Permission("cards.start");

  /** To see all of them. */
  public static final Permission VIEW = new Permission("cards.view");

  /** To say what becomes of those that were set aside. */
  public static final Permission DECIDE = new Permission("cards.decide");

  /** To book what acquirers pay out. */
  public static final Permission PAYOUT = new Permission("cards.payout");

  private static final int MAX_TEXT = 200;
  private static final int MAX_REFERENCE = 64;
  private static final int MAX_URL = 500;

  private final Money maxPayment;
  private final ZoneId zone;
  private final Clock clock;
  private final Map<String, GatewayAccess> gateways;
  private final Intents intents = new Intents();
  private final IntentWriter writer;
  private final CardHandlers handlers;

  /**
   * @param gateways in the order in which they are offered; may be none
   * @param maxPayment the largest single payment, in the branch's one currency
   */
  public CardFeature(
      BranchCode self,
      List<GatewayAccess> gateways,
      Money maxPayment,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Transactions transactions,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.maxPayment = maxPayment;
    this.zone = zone;
    this.clock = clock;
    this.gateways = new LinkedHashMap<>();
    gateways.forEach(gateway -> this.gateways.put(gateway.name(), gateway));
    this.writer = new IntentWriter(intents, days, ledger, transactions, clock);
    this.handlers =
        new CardHandlers(
            self, this.gateways, intents, writer, accounts, days, ledger, zone, clock, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("start-card-payment", StartCardPayment.class, Intent.class, START)
            .checkedBy(this::problems)
            .handledBy(handlers::start));
    operations.register(
        OperationSpec.of("decide-card-payment", DecideCardPayment.class, Intent.class, DECIDE)
            .checkedBy(asked -> text("comment", asked.comment(), MAX_TEXT))
            .handledBy(handlers::decide));
    operations.register(
        OperationSpec.of("book-card-payout", BookPayout.class, Payout.class, PAYOUT)
            .checkedBy(this::problems)
            .handledBy(handlers::book));
    operations.register(
        OperationSpec.of("show-card-payment", ShowIntent.class, ShowIntent.Story.class, START)
            .answeredBy((_, question, sql) -> handlers.show(question, sql)));
    operations.register(
        OperationSpec.of("list-card-payments", ListIntents.class, ListIntents.Intents.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.list(question, sql)));
    operations.register(
        OperationSpec.of("list-card-payouts", ListPayouts.class, ListPayouts.Payouts.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.payouts(question, sql)));
  }

  /** Gateways by their names, the first one being offered first. */
  Map<String, GatewayAccess> gateways() {
    return gateways;
  }

  Intents intents() {
    return intents;
  }

  IntentWriter writer() {
    return writer;
  }

  private List<FieldError> problems(StartCardPayment asked) {
    List<FieldError> problems = new ArrayList<>(money("amount", asked.amount()));
    if (problems.isEmpty() && asked.amount().compareTo(maxPayment) > 0) {
      problems.add(new FieldError("amount", "must be at most " + maxPayment));
    }
    if (!asked.gateway().isEmpty() && !gateways.containsKey(asked.gateway())) {
      problems.add(new FieldError("gateway", "is no gateway of this branch"));
    }
    if (!asked.returnUrl().isEmpty() && !isWebAddress(asked.returnUrl())) {
      problems.add(new FieldError("returnUrl", "must be an https address"));
    }
    return problems;
  }

  private static boolean isWebAddress(String text) {
    try {
      URI url = new URI(text);
      return text.length() <= MAX_URL && "https".equals(url.getScheme()) && url.getHost() != null;
    } catch (URISyntaxException none) {
      return false;
    }
  }

  private List<FieldError> problems(BookPayout asked) {
    List<FieldError> problems = new ArrayList<>(money("gross", asked.gross()));
    if (!gateways.containsKey(asked.gateway())) {
      problems.add(new FieldError("gateway", "is no gateway of this branch"));
    }
    if (!asked.fee().currency().equals(maxPayment.currency())) {
      problems.add(
          new FieldError("fee", "must be in " + maxPayment.currency() + " at this branch"));
    } else if (asked.fee().isNegative()
        || problems.isEmpty() && asked.fee().compareTo(asked.gross()) > 0) {
      problems.add(new FieldError("fee", "must not be negative, nor more than was captured"));
    }
    if (asked.paidOn().isAfter(LocalDate.ofInstant(clock.instant(), zone))) {
      problems.add(new FieldError("paidOn", "must not be a day to come"));
    }
    problems.addAll(text("reference", asked.reference(), MAX_REFERENCE));
    return problems;
  }

  private List<FieldError> money(String field, Money amount) {
    if (!amount.currency().equals(maxPayment.currency())) {
      return List.of(
          new FieldError(field, "must be in " + maxPayment.currency() + " at this branch"));
    }
    return amount.isPositive()
        ? List.of()
        : List.of(new FieldError(field, "must be more than zero"));
  }

  private static List<FieldError> text(String field, String text, int most) {
    int length = text.strip().length();
    return length < 1 || length > most
        ? List.of(new FieldError(field, "must be 1 to " + most + " characters"))
        : FreeText.unfit(field, text);
  }
}
