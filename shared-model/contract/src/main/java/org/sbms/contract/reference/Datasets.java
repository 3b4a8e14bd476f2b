package org.sbms.contract.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sbms.contract.reference.ColumnType.Amount;
import org.sbms.contract.reference.ColumnType.Code;
import org.sbms.contract.reference.ColumnType.Flag;
import org.sbms.contract.reference.ColumnType.OneOf;
import org.sbms.contract.reference.ColumnType.Percent;
import org.sbms.contract.reference.ColumnType.RefersTo;
import org.sbms.contract.reference.ColumnType.Text;
import org.sbms.contract.reference.ColumnType.Whole;

/** Every dataset that central keeps and branches receive, in the order in which they are loaded. */
public final class Datasets {
  private static final int NAME_LENGTH = 120;
  private static final Code BRANCH = code("[A-Z]{2}", "NW");
  private static final Code BRANCH_OR_ANY = code("[A-Z]{2}|\\*", "NW, or * for any");
  private static final Code NAME_OR_ANY =
      code("[a-z][a-z0-9-]{0,39}|\\*", "change-plan, or * for any");
  private static final Code NAME_CODE = code("[a-z][a-z0-9-]{0,39}", "wrong-account");

  public static final DatasetSpec CURRENCIES =
      DatasetSpec.named("currencies")
          .key("code", code("[A-Z]{3}", "RUB"))
          .required("numeric_code", code("[0-9]{3}", "643"))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .optional("minor_units", new Whole(0, 4))
          .required("accepted", new Flag())
          .effective()
          .tableRule(Rules.isUnique("numeric_code"))
          .build();

  public static final DatasetSpec AREAS =
      DatasetSpec.named("areas")
          .key("code", code("RU|[A-Z]{2}-[A-Z0-9]{1,3}", "RU-SPE"))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .optional("branch", BRANCH)
          .optional("time_zone", code("[A-Za-z_]+/[A-Za-z_]+", "Europe/Moscow"))
          .build();

  public static final DatasetSpec TAXES =
      DatasetSpec.named("taxes")
          .key("area", new RefersTo("areas"))
          .key("layer", new Whole(1, 9))
          .key("code", NAME_CODE)
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .required("percent", new Percent())
          .required("basis", new OneOf(List.of("inclusive", "on-top")))
          // Counted on the sum with the taxes of lower layers: a tax on a tax.
          .optional("compound", new Flag())
          .effectiveByKey()
          .rule(Rules.isOnlyWith("compound", "basis", "on-top"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("area", "layer", "code")))
          .build();

  public static final DatasetSpec NUMBER_RANGES =
      DatasetSpec.named("number-ranges")
          .key("kind", new OneOf(List.of("phone", "smart-card", "box")))
          .key("first", code("[0-9]{6,20}", "79110000000"))
          .required("last", code("[0-9]{6,20}", "79119999999"))
          .required("branch", BRANCH)
          .optional("area", new RefersTo("areas"))
          .optional("note", new Text(NAME_LENGTH))
          .rule(Rules::rangeIsOrdered)
          .tableRule(Rules.rangesDoNotOverlap())
          .build();

  /** Numbers that moved to another branch, or to us; each goes before the range it lies in. */
  public static final DatasetSpec PORTED_NUMBERS =
      DatasetSpec.named("ported-numbers")
          .key("number", code("[0-9]{6,20}", "79261234567"))
          .required("branch", BRANCH)
          .effective()
          .optional("note", new Text(NAME_LENGTH))
          .build();

  public static final DatasetSpec PAYMENT_SYSTEMS =
      DatasetSpec.named("payment-systems")
          .key("code", NAME_CODE)
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .required(
              "method", new OneOf(List.of("cash", "card", "bank", "wallet", "terminal", "mobile")))
          .required("at_desk", new Flag())
          .required("currency", new RefersTo("currencies"))
          .required("commission_percent", new Percent())
          .optional("min_amount", new Amount("currency"))
          .optional("max_amount", new Amount("currency"))
          .effective()
          .rule(Rules.amountsFitCurrency("currency", "min_amount", "max_amount"))
          .rule(Rules.isNotAbove("min_amount", "max_amount"))
          .build();

  public static final DatasetSpec REASON_CODES =
      DatasetSpec.named("reason-codes")
          .key(
              "kind",
              new OneOf(List.of("cancel", "refund", "suspend", "resume", "terminate", "adjust")))
          .key("code", NAME_CODE)
          .required("text_en", new Text(NAME_LENGTH))
          .required("text_ru", new Text(NAME_LENGTH))
          .required("needs_comment", new Flag())
          .effective()
          .build();

  public static final DatasetSpec DOCUMENT_TYPES =
      DatasetSpec.named("document-types")
          .key("code", NAME_CODE)
          .required("kind", new OneOf(List.of("identity", "contract", "payment", "act")))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .optional("number_pattern", new Text(NAME_LENGTH))
          .effective()
          .rule(Rules.isRegularExpression("number_pattern"))
          .build();

  public static final DatasetSpec INTER_BRANCH_TARIFFS =
      DatasetSpec.named("inter-branch-tariffs")
          .key("operation", new OneOf(List.of("payment", "refund", "goods", "service")))
          .key("origin", BRANCH_OR_ANY)
          .key("home", BRANCH_OR_ANY)
          .key("currency", new RefersTo("currencies"))
          .required("percent", new Percent())
          .required("fixed", new Amount("currency"))
          .optional("min", new Amount("currency"))
          .optional("max", new Amount("currency"))
          .optional("tax_percent", new Percent())
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "fixed", "min", "max"))
          .rule(Rules.isNotAbove("min", "max"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("operation", "origin", "home", "currency")))
          .build();

  /** Tariffs that hold from an amount on, in whole units of the currency, in place of the base. */
  public static final DatasetSpec INTER_BRANCH_TARIFF_TIERS =
      DatasetSpec.named("inter-branch-tariff-tiers")
          .key("operation", new OneOf(List.of("payment", "refund")))
          .key("origin", BRANCH_OR_ANY)
          .key("home", BRANCH_OR_ANY)
          .key("currency", new RefersTo("currencies"))
          .key("amount_from", new Whole(1, 1_000_000_000))
          .required("percent", new Percent())
          .required("fixed", new Amount("currency"))
          .optional("min", new Amount("currency"))
          .optional("max", new Amount("currency"))
          .optional("tax_percent", new Percent())
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "fixed", "min", "max"))
          .rule(Rules.isNotAbove("min", "max"))
          .tableRule(
              Rules.periodsDoNotOverlap(
                  List.of("operation", "origin", "home", "currency", "amount_from")))
          .build();

  /**
   * What a home pays the origin on top of the commission for whoever brought the customer: a dealer
   * by the code of {@code dealers}, or a corporate client by its tax id.
   */
  public static final DatasetSpec SETTLEMENT_SHARES =
      DatasetSpec.named("settlement-shares")
          .key("kind", new OneOf(List.of("dealer", "corporate")))
          .key("agent", code("[a-z0-9][a-z0-9-]{0,39}|\\*", "svyaz-market, or * for any"))
          .key("operation", new OneOf(List.of("payment", "refund")))
          .key("origin", BRANCH_OR_ANY)
          .key("home", BRANCH_OR_ANY)
          .key("currency", new RefersTo("currencies"))
          .required("percent", new Percent())
          .required("fixed", new Amount("currency"))
          .optional("min", new Amount("currency"))
          .optional("max", new Amount("currency"))
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "fixed", "min", "max"))
          .rule(Rules.isNotAbove("min", "max"))
          .tableRule(
              Rules.periodsDoNotOverlap(
                  List.of("kind", "agent", "operation", "origin", "home", "currency")))
          .build();

  /** How much a branch may owe by what is not settled yet, and when to warn. */
  public static final DatasetSpec SETTLEMENT_CAPS =
      DatasetSpec.named("settlement-caps")
          .key("branch", BRANCH_OR_ANY)
          .key("currency", new RefersTo("currencies"))
          .required("cap", new Amount("currency"))
          .required("alarm_percent", new Percent())
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "cap"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("branch", "currency")))
          .build();

  /** From which account a branch pays what it owes, and on which it is paid. */
  public static final DatasetSpec SETTLEMENT_ACCOUNTS =
      DatasetSpec.named("settlement-accounts")
          .key("branch", BRANCH)
          .key("currency", new RefersTo("currencies"))
          .required("holder", new Text(NAME_LENGTH))
          .required("account", code("[A-Z0-9]{5,34}", "40702810000000000001"))
          .required("bank", code("[0-9]{9}|[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", "044030001"))
          .effectiveByKey()
          .tableRule(Rules.periodsDoNotOverlap(List.of("branch", "currency")))
          .build();

  public static final DatasetSpec NATIONAL_PLANS = NationalDatasets.NATIONAL_PLANS;

  /** Dealers with shops in several branches. */
  public static final DatasetSpec DEALERS = NationalDatasets.DEALERS;

  /** What subscribers pay for goods; a model's own row goes before that of any model. */
  public static final DatasetSpec GOODS_PRICES =
      DatasetSpec.named("goods-prices")
          .key("kind", new OneOf(List.of("sim", "smart-card", "set-top-box", "modem", "remote")))
          .key("model", code("[A-Za-z0-9][A-Za-z0-9._-]{0,39}|\\*", "HD-2000, or * for any"))
          .key("purpose", new OneOf(List.of("replacement", "sale")))
          .key("currency", new RefersTo("currencies"))
          .required("price", new Amount("currency"))
          .required("handling", new Amount("currency"))
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "price", "handling"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("kind", "model", "purpose", "currency")))
          .build();

  /** What a home lets other branches' desks and dealers do; the most specific row counts. */
  public static final DatasetSpec PEER_RULES =
      DatasetSpec.named("peer-rules")
          .key("home", BRANCH_OR_ANY)
          .key("operation", NAME_OR_ANY)
          .key("origin", BRANCH_OR_ANY)
          .key("role", NAME_OR_ANY)
          .key("currency", new RefersTo("currencies"))
          .required("allowed", new Flag())
          .optional("max_amount", new Amount("currency"))
          .optional("branch_day_total", new Amount("currency"))
          .optional("person_day_total", new Amount("currency"))
          .effectiveByKey()
          .rule(
              Rules.amountsFitCurrency(
                  "currency", "max_amount", "branch_day_total", "person_day_total"))
          .rule(Rules.isNotAbove("person_day_total", "branch_day_total"))
          .tableRule(
              Rules.periodsDoNotOverlap(List.of("home", "operation", "origin", "role", "currency")))
          .build();

  /** Above which amount, at once or a day, a desk needs a second person. */
  public static final DatasetSpec DESK_LIMITS =
      DatasetSpec.named("desk-limits")
          .key("branch", BRANCH_OR_ANY)
          .key(
              "operation",
              new OneOf(
                  List.of(
                      "take-payment", "cancel-payment", "refund-subscriber", "issue-credit-note")))
          .key("role", NAME_OR_ANY)
          .key("currency", new RefersTo("currencies"))
          .optional("max_amount", new Amount("currency"))
          .optional("day_total", new Amount("currency"))
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "max_amount", "day_total"))
          .rule(Rules.isNotAbove("max_amount", "day_total"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("branch", "operation", "role", "currency")))
          .build();

  /** A dataset comes after those that its columns refer to. */
  public static final List<DatasetSpec> ALL =
      and(
          NationalDatasets.ALL,
          CURRENCIES,
          AREAS,
          TAXES,
          NUMBER_RANGES,
          PORTED_NUMBERS,
          PAYMENT_SYSTEMS,
          REASON_CODES,
          DOCUMENT_TYPES,
          INTER_BRANCH_TARIFFS,
          INTER_BRANCH_TARIFF_TIERS,
          SETTLEMENT_SHARES,
          SETTLEMENT_CAPS,
          SETTLEMENT_ACCOUNTS,
          GOODS_PRICES,
          PEER_RULES,
          DESK_LIMITS);

  private Datasets() {}

  public static Optional<DatasetSpec> named(String name) {
    return ALL.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  private static List<DatasetSpec> and(List<DatasetSpec> last, DatasetSpec... first) {
    return Stream.concat(Arrays.stream(first), last.stream()).toList();
  }

  private static Code code(String shape, String example) {
    return new Code(Pattern.compile(shape), example);
  }
}
