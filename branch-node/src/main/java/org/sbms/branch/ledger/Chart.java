package org.sbms.branch.ledger;

import java.util.stream.Stream;
import org.sbms.contract.BranchCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.ledger.LedgerAccount;

/**
 * A branch's chart of accounts: 1xxx what it has, 2xxx what it owes, 3xxx what it began with, 4xxx
 * what it earns, 5xxx what that costs.
 */
public final class Chart {
  public static final LedgerAccount CASH = new LedgerAccount("1010", "Cash desk");
  public static final LedgerAccount CARDS = new LedgerAccount("1020", "Card acquirer");
  public static final LedgerAccount CHEQUES = new LedgerAccount("1030", "Cheques in hand");
  public static final LedgerAccount BANK = new LedgerAccount("1040", "Bank");
  public static final LedgerAccount PAYMENT_SYSTEMS = new LedgerAccount("1050", "Payment systems");
  public static final LedgerAccount SUBSCRIBERS =
      new LedgerAccount("2010", "Subscribers' balances");
  public static final LedgerAccount SUSPENSE = new LedgerAccount("2390", "Rejected payments");

  /** What acquirers captured and no balance has yet: a person decides over it. */
  public static final LedgerAccount CARDS_ASIDE =
      new LedgerAccount("2397", "Card payments set aside");

  /** What cheques are worth that no balance has: they may bounce, or nobody is found for them. */
  public static final LedgerAccount CHEQUES_HELD =
      new LedgerAccount("2396", "Cheques not credited");

  /** What acquirers keep of what they pay out. */
  public static final LedgerAccount CARD_FEES = new LedgerAccount("5040", "Fees of card acquirers");

  public static final LedgerAccount REVENUE = new LedgerAccount("4010", "Service revenue");

  /** The part of goods' price that is for the items themselves. */
  public static final LedgerAccount GOODS_REVENUE = new LedgerAccount("4020", "Goods revenue");

  /** The part that is for handing them out and putting them in service. */
  public static final LedgerAccount HANDLING_REVENUE =
      new LedgerAccount("4030", "Handling of goods");

  /** What a tariff leaves us for charging other branches' goods to our subscribers. */
  public static final LedgerAccount GOODS_COMMISSION =
      new LedgerAccount("4040", "Share in other branches' goods");

  /** What tariffs give us for taking other branches' money. */
  public static final LedgerAccount COMMISSION_EARNED =
      new LedgerAccount("4050", "Commission from other branches");

  /** What they give other branches for taking ours. */
  public static final LedgerAccount COMMISSION_PAID =
      new LedgerAccount("5010", "Commission to other branches");

  /** The tax on commission that we earned, until it goes to the state. */
  public static final LedgerAccount COMMISSION_TAX_DUE =
      new LedgerAccount("2050", "Tax on commission earned");

  /** The tax on commission that we paid, until it is set off. */
  public static final LedgerAccount COMMISSION_TAX_PAID =
      new LedgerAccount("1060", "Tax on commission paid");

  /** What late payers are charged. */
  public static final LedgerAccount PENALTIES = new LedgerAccount("4060", "Penalties");

  /** What is carried from one subscriber's account to the one that pays for it; always zero. */
  public static final LedgerAccount BETWEEN_ACCOUNTS =
      new LedgerAccount("2070", "Carried between accounts");

  private static final LedgerAccount TAX = new LedgerAccount("2060", "Tax on services");

  /** What people at central agreed on between us and another branch. */
  public static final LedgerAccount SETTLEMENT_ADJUSTMENTS =
      new LedgerAccount("4090", "Settlement adjustments");

  /** What is agreed on and not paid yet, both ways; see the two methods below. */
  public static final String SETTLEMENT_RECEIVABLE = "1120";

  public static final String SETTLEMENT_PAYABLE = "2120";

  /** The counterpart of goods in transit until home has charged them. */
  public static final LedgerAccount GOODS_UNCHARGED =
      new LedgerAccount("2330", "Goods issued, not charged yet");

  /** Debts that nobody waits for any more. */
  public static final LedgerAccount BAD_DEBTS = new LedgerAccount("5020", "Bad debts written off");

  /** The counterpart of balances that subscribers brought from an earlier system. */
  public static final LedgerAccount OPENING_BALANCES =
      new LedgerAccount("3010", "Opening balances");

  private static final LedgerAccount GOODS_IN_TRANSIT =
      new LedgerAccount("1310", "Goods in transit to");
  private static final LedgerAccount DUE_FROM = new LedgerAccount("1110", "Due from");
  private static final LedgerAccount DUE_TO = new LedgerAccount("2110", "Due to");
  private static final LedgerAccount IN_TRANSIT = new LedgerAccount("2310", "In transit to");

  /** Cash of the branch that is in no drawer. */
  public static final LedgerAccount SAFE = new LedgerAccount("1015", "Safe");

  /** What was missing from drawers, less what was too much. */
  public static final LedgerAccount CASH_DIFFERENCES =
      new LedgerAccount("5030", "Cash over and short");

  /** Vouchers that are sold and neither used nor expired: a service that we owe. */
  public static final LedgerAccount VOUCHERS = new LedgerAccount("2040", "Vouchers sold");

  /** What vouchers were worth that nobody used in their time. */
  public static final LedgerAccount VOUCHERS_EXPIRED =
      new LedgerAccount("4070", "Vouchers expired");

  /** What dealers took vouchers for and have not paid yet. */
  public static final LedgerAccount VOUCHER_BUYERS = new LedgerAccount("1070", "Due for vouchers");

  /** What came to the bank and is nobody's yet. */
  public static final LedgerAccount BANK_SUSPENSE =
      new LedgerAccount("2395", "Bank money not assigned");

  /** What partners owe us for fees, less what we owe them for their shares. */
  public static final LedgerAccount PARTNERS = new LedgerAccount("1090", "Partners");

  /** The tax that partners charge on their shares, until it is set off. */
  public static final LedgerAccount PARTNER_TAX_PAID =
      new LedgerAccount("1095", "Tax on partners' shares");

  public static final LedgerAccount PARTNER_FEES = new LedgerAccount("4110", "Fees of partners");
  public static final LedgerAccount PARTNER_SHARES =
      new LedgerAccount("5110", "Shares of partners");

  private Chart() {}

  /** What that branch owes us: money it took for our subscribers, goods of ours it charged for. */
  public static LedgerAccount dueFrom(BranchCode origin) {
    return DUE_FROM.of(origin);
  }

  /**
   * What we owe that branch: money for its subscribers, credited there; its goods we charged for.
   */
  public static LedgerAccount dueTo(BranchCode home) {
    return DUE_TO.of(home);
  }

  /** What we took for that branch's subscribers and do not know to be credited yet. */
  public static LedgerAccount inTransit(BranchCode home) {
    return IN_TRANSIT.of(home);
  }

  /** What goods handed out to that branch's subscribers are worth until it has charged them. */
  public static LedgerAccount goodsInTransit(BranchCode home) {
    return GOODS_IN_TRANSIT.of(home);
  }

  /** What that branch has to pay us for windows that central's finance agreed on. */
  public static LedgerAccount settlementReceivable(BranchCode debtor) {
    return new LedgerAccount(SETTLEMENT_RECEIVABLE, "Settlement receivable from").of(debtor);
  }

  /** What we have to pay that branch for them. */
  public static LedgerAccount settlementPayable(BranchCode creditor) {
    return new LedgerAccount(SETTLEMENT_PAYABLE, "Settlement payable to").of(creditor);
  }

  /** A tax that bills contain, until it goes to the state. */
  public static LedgerAccount taxPayable(String code) {
    return new LedgerAccount(TAX.code() + "." + code, TAX.name() + " " + code);
  }

  /** The account that a product's revenue is booked on; one of its own for a code of its own. */
  public static LedgerAccount revenue(String code) {
    return Stream.of(REVENUE, GOODS_REVENUE, HANDLING_REVENUE, PENALTIES)
        .filter(account -> account.code().equals(code))
        .findFirst()
        .orElseGet(() -> new LedgerAccount(code, "Revenue " + code));
  }

  /** Where the money of a payment is. */
  public static LedgerAccount takenBy(PaymentMethod method) {
    return switch (method) {
      case CASH -> CASH;
      case CARD -> CARDS;
      case CHEQUE -> CHEQUES;
      case BANK_TRANSFER -> BANK;
      case TERMINAL, ONLINE -> PAYMENT_SYSTEMS;
    };
  }
}
