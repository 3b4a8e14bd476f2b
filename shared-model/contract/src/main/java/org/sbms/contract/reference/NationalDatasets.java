package org.sbms.contract.reference;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbms.contract.reference.ColumnType.Amount;
import org.sbms.contract.reference.ColumnType.Code;
import org.sbms.contract.reference.ColumnType.Decimal;
import org.sbms.contract.reference.ColumnType.Flag;
import org.sbms.contract.reference.ColumnType.OneOf;
import org.sbms.contract.reference.ColumnType.Percent;
import org.sbms.contract.reference.ColumnType.RefersTo;
import org.sbms.contract.reference.ColumnType.Text;
import org.sbms.contract.reference.ColumnType.Whole;

/** Datasets of national reach that no branch decides: what is offered, said, and on which days. */
final class NationalDatasets {
  private static final int NAME_LENGTH = 120;
  private static final int MESSAGE_LENGTH = 500;
  private static final Code NAME_CODE = code("[a-z][a-z0-9-]{0,39}", "home-100");

  /** What a message may be filled with. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("account", "amount", "balance", "branch", "date", "name", "number", "plan", "receipt");

  /** What one unit, or ten, or a hundred of a currency cost in another on a day. */
  static final DatasetSpec CURRENCY_RATES =
      DatasetSpec.named("currency-rates")
          .key("currency", new RefersTo("currencies"))
          .key("base", new RefersTo("currencies"))
          .key("day", new ColumnType.Date())
          .required("nominal", new Whole(1, 1_000_000))
          .required("rate", new Decimal(8, new BigDecimal("0.00000001"), new BigDecimal("1e9")))
          .rule(Rules.differ("currency", "base"))
          .build();

  static final DatasetSpec REGIONS =
      DatasetSpec.named("regions")
          .key("code", code("[A-Z]{2,8}", "NWFD"))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .build();

  static final DatasetSpec REGION_AREAS =
      DatasetSpec.named("region-areas")
          .key("area", new RefersTo("areas"))
          .required("region", new RefersTo("regions"))
          .build();

  /** What a payment system costs by amount; the highest step that an amount reaches counts. */
  static final DatasetSpec PAYMENT_COMMISSIONS =
      DatasetSpec.named("payment-commissions")
          .key("system", new RefersTo("payment-systems"))
          .key("currency", new RefersTo("currencies"))
          .key("amount_from", new Whole(0, 1_000_000_000))
          .required("payer", new OneOf(List.of("operator", "subscriber")))
          .required("percent", new Percent())
          .required("fixed", new Amount("currency"))
          .optional("min", new Amount("currency"))
          .optional("max", new Amount("currency"))
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "fixed", "min", "max"))
          .rule(Rules.isNotAbove("min", "max"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("system", "currency", "amount_from")))
          .build();

  static final DatasetSpec DEALERS =
      DatasetSpec.named("dealers")
          .key("code", NAME_CODE)
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .required("contract", new Text(40))
          .required("currency", new RefersTo("currencies"))
          .required("commission_percent", new Percent())
          .optional("note", new Text(NAME_LENGTH))
          .effective()
          .tableRule(Rules.isUnique("contract"))
          .build();

  /** Rate plans that every branch sells alike. */
  static final DatasetSpec NATIONAL_PLANS =
      DatasetSpec.named("national-plans")
          .key("code", NAME_CODE)
          .required("kind", new OneOf(List.of("mobile", "internet", "tv", "bundle")))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .required("currency", new RefersTo("currencies"))
          .required("monthly_fee", new Amount("currency"))
          .optional("months", new Whole(1, 60))
          .effectiveByKey()
          .rule(Rules.amountsFitCurrency("currency", "monthly_fee"))
          .tableRule(Rules.periodsDoNotOverlap(List.of("code")))
          .build();

  static final DatasetSpec TV_CHANNELS =
      DatasetSpec.named("tv-channels")
          .key("code", NAME_CODE)
          .required("place", new Whole(1, 999))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .required(
              "genre",
              new OneOf(List.of("general", "news", "kids", "films", "sport", "music", "knowledge")))
          .required("pack", NAME_CODE)
          .required("hd", new Flag())
          .required("age", new OneOf(List.of("0+", "6+", "12+", "16+", "18+")))
          .effective()
          .tableRule(Rules.isUnique("place"))
          .build();

  /** Days that are not what their weekday says; all others are. */
  static final DatasetSpec CALENDAR_DAYS =
      DatasetSpec.named("calendar-days")
          .key("calendar", NAME_CODE)
          .key("day", new ColumnType.Date())
          .required("kind", new OneOf(List.of("holiday", "day-off", "working-day", "short-day")))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .build();

  /** Who works where; how much each may do stands in desk-limits and peer-rules. */
  static final DatasetSpec ROLES =
      DatasetSpec.named("roles")
          .key("code", NAME_CODE)
          .required("node", new OneOf(List.of("branch", "central")))
          .required("name_en", new Text(NAME_LENGTH))
          .required("name_ru", new Text(NAME_LENGTH))
          .optional("note", new Text(NAME_LENGTH))
          .build();

  static final DatasetSpec MESSAGE_TEMPLATES =
      DatasetSpec.named("message-templates")
          .key("event", NAME_CODE)
          .key("channel", new OneOf(List.of("sms", "email", "push")))
          .key("language", new OneOf(List.of("en", "ru")))
          .optional("subject", new Text(NAME_LENGTH))
          .required("text", new Text(MESSAGE_LENGTH))
          .effective()
          .rule(Rules.placeholdersAreOf("subject", PLACEHOLDERS))
          .rule(Rules.placeholdersAreOf("text", PLACEHOLDERS))
          .rule(Rules.isFilledWhen("subject", "channel", "email"))
          .build();

  /** In the order in which they are loaded, after all that {@link Datasets} names itself. */
  static final List<DatasetSpec> ALL =
      List.of(
          CURRENCY_RATES,
          REGIONS,
          REGION_AREAS,
          PAYMENT_COMMISSIONS,
          DEALERS,
          NATIONAL_PLANS,
          TV_CHANNELS,
          CALENDAR_DAYS,
          ROLES,
          MESSAGE_TEMPLATES);

  private NationalDatasets() {}

  private static Code code(String shape, String example) {
    return new Code(Pattern.compile(shape), example);
  }
}
