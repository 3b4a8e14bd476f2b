package org.sbms.branch.catalog;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.branch.pricing.Discount;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Keeps promotions and their codes. */
final class PromotionHandlers {
  private static final int MAX_CYCLES = 60;
  private static final int MAX_OFFERS = 200;
  private static final int MAX_USES = 1_000_000;
  private static final int MAX_CODES = 1_000;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{2,39}");

  private static final Map<String, String> SORTS =
      Map.of("code", "p.code", "from", "p.valid_from", "subscribers", "subscribers");

  private final OfferCatalog catalog = new OfferCatalog();
  private final Offers offers = new Offers();
  private final Currency currency;

  PromotionHandlers(Currency currency) {
    this.currency = currency;
  }

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  Outcome<BrowsePromotions.Rows> browse(BrowsePromotions question, Sql sql) {
    Map<String, Promotion> all = catalog.snapshot(sql).promotions();
    return Outcome.done(
        new BrowsePromotions.Rows(
            sql.list(
                row ->
                    new BrowsePromotions.Line(
                        PromotionTerms.of(Objects.requireNonNull(all.get(row.getString("code")))),
                        row.getLong("subscribers")),
                """
                select p.code, (select count(distinct i.account) from subscription_item i
                  where i.promotion = p.code and i.until is null) as subscribers
                from promotion p
                where ($1 = '' or p.code ilike '%%' || $1 || '%%'
                    or p.name_en ilike '%%' || $1 || '%%' or p.name_ru ilike '%%' || $1 || '%%')
                  and ($2::boolean is null or p.active = $2) and p.code = any($5::text[])
                order by %s %s, p.code limit $3 offset $4
                """
                    .formatted(SORTS.get(question.sort()), question.descending() ? "desc" : "asc"),
                Offers.escaped(question.text()),
                question.active().orElse(null),
                question.limit(),
                question.offset(),
                // Those of the snapshot: one made meanwhile shows the next time.
                all.keySet().toArray(String[]::new))));
  }

  Outcome<ShowPromotion.Shown> show(ShowPromotion question, Sql sql) {
    return shown(sql, question.code());
  }

  private Outcome<ShowPromotion.Shown> shown(Sql sql, String code) {
    return catalog
        .snapshot(sql)
        .promotion(code)
        .map(promotion ->
            Outcome.done(new ShowPromotion.Shown(PromotionTerms.of(promotion), codes(sql, code))))
        .orElseGet(
            () -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no promotion " + code + "."));
  }

  private static List<ShowPromotion.Code> codes(Sql sql, String promotion) {
    return sql.list(
        row ->
            new ShowPromotion.Code(
                row.getString("code"), row.getInteger("most_uses"), row.getInteger("uses")),
        "select * from promotion_code where promotion = $1 order by code limit $2",
        promotion,
        MAX_CODES);
  }

  List<FieldError> problems(SavePromotion save) {
    PromotionTerms terms = save.terms();
    List<FieldError> problems = new ArrayList<>();
    if (!DraftRules.isCode(terms.code())) {
      problems.add(
          new FieldError("code", "must be 1 to 40 letters, digits, dots, dashes, underscores"));
    }
    DraftRules.text(problems, "nameEn", terms.nameEn(), 1, DraftRules.MAX_NAME);
    DraftRules.text(problems, "nameRu", terms.nameRu(), 1, DraftRules.MAX_NAME);
    String value = terms.discount() == PromotionTerms.Kind.PERCENT ? "percent" : "amount";
    try {
      terms.toDiscount();
    } catch (IllegalArgumentException wrong) {
      problems.add(
          new FieldError(value, Objects.toString(wrong.getMessage(), "has the wrong form")));
    }
    DraftRules.wrongCurrency(terms.amount(), currency)
        .ifPresent(wrong -> problems.add(new FieldError("amount", wrong)));
    if (terms.cycles().filter(cycles -> cycles < 1 || cycles > MAX_CYCLES).isPresent()) {
      problems.add(new FieldError("cycles", "must be 1 to " + MAX_CYCLES));
    }
    if (terms.validUntil().filter(until -> !until.isAfter(terms.validFrom())).isPresent()) {
      problems.add(new FieldError("validUntil", "must be after the first day"));
    }
    if (terms.offers().isEmpty() || terms.offers().size() > MAX_OFFERS) {
      problems.add(new FieldError("offers", "must be 1 to " + MAX_OFFERS));
    }
    return problems;
  }

  Outcome<ShowPromotion.Shown> save(Command<SavePromotion> command, Tx tx) {
    PromotionTerms terms = command.operation().terms();
    if (!offers.names(tx).keySet().containsAll(new HashSet<>(terms.offers()))) {
      return Outcome.refused(Refusal.invalid("offers", "are not all offers of this branch"));
    }
    Discount discount = terms.toDiscount();
    tx.run(
        """
        insert into promotion (code, name_en, name_ru, discount, percent, amount_minor, currency,
          cycles, valid_from, valid_until, bundle, by_code, active)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (code) do update set name_en = excluded.name_en, name_ru = excluded.name_ru,
          discount = excluded.discount, percent = excluded.percent,
          amount_minor = excluded.amount_minor, cycles = excluded.cycles,
          valid_from = excluded.valid_from, valid_until = excluded.valid_until,
          bundle = excluded.bundle, by_code = excluded.by_code, active = excluded.active
        """,
        terms.code(),
        terms.nameEn().strip(),
        terms.nameRu().strip(),
        terms.discount().name(),
        discount instanceof Discount.Percent(var percent) ? percent : null,
        discount instanceof Discount.Percent
            ? null
            : terms.amount().map(Money::minor).orElseThrow(),
        currency.getCurrencyCode(),
        terms.cycles().orElse(null),
        terms.validFrom(),
        terms.validUntil().orElse(null),
        terms.bundle(),
        terms.byCode(),
        terms.active());
    tx.run("delete from promotion_offer where promotion = $1", terms.code());
    tx.run(
        """
        insert into promotion_offer (promotion, offer_kind, code)
        select distinct $1, kind, code from unnest($2::text[], $3::text[]) as o (kind, code)
        """,
        terms.code(),
        terms.offers().stream().map(offer -> offer.kind().name()).toArray(String[]::new),
        terms.offers().stream().map(OfferKey::code).toArray(String[]::new));
    return shown(tx, terms.code());
  }

  static List<FieldError> problems(AddPromotionCode add) {
    List<FieldError> problems = new ArrayList<>();
    if (!CODE.matcher(normal(add.code())).matches()) {
      problems.add(new FieldError("code", "must be 3 to 40 letters, digits and dashes"));
    }
    if (add.mostUses() < 1 || add.mostUses() > MAX_USES) {
      problems.add(new FieldError("mostUses", "must be 1 to " + MAX_USES));
    }
    return problems;
  }

  Outcome<ShowPromotion.Shown> add(Command<AddPromotionCode> command, Tx tx) {
    AddPromotionCode add = command.operation();
    Optional<Promotion> promotion = catalog.snapshot(tx).promotion(add.promotion());
    if (promotion.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "There is no promotion " + add.promotion() + ".");
    }
    if (!promotion.get().byCode()) {
      return Outcome.refused(Refusal.invalid("code", "is of no use: it is given without a code"));
    }
    int added =
        tx.run(
                """
                insert into promotion_code (code, promotion, most_uses) values ($1, $2, $3)
                on conflict do nothing
                """,
                normal(add.code()),
                add.promotion(),
                add.mostUses())
            .rowCount();
    return added == 0
        ? Outcome.refused(Refusal.invalid("code", "is taken"))
        : shown(tx, add.promotion());
  }

  /** As codes are kept: how somebody types one does not matter. */
  static String normal(String code) {
    return code.strip().toUpperCase(Locale.ROOT);
  }
}
