package org.sbms.branch.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Keeps products. */
final class ProductHandlers {
  private static final Pattern REVENUE = Pattern.compile("4[0-9]{3}");
  private static final Map<String, String> SORTS =
      Map.of("code", "code", "kind", "kind", "name", "name_en");

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  Outcome<BrowseProducts.Rows> browse(BrowseProducts question, Sql sql) {
    return Outcome.done(
        new BrowseProducts.Rows(
            sql.list(
                OfferCatalog::toProduct,
                """
                select * from product
                where ($1 = '' or code ilike '%%' || $1 || '%%' or name_en ilike '%%' || $1 || '%%'
                    or name_ru ilike '%%' || $1 || '%%') and ($2 = '' or kind = $2)
                order by %s %s, code limit $3 offset $4
                """
                    .formatted(SORTS.get(question.sort()), question.descending() ? "desc" : "asc"),
                Offers.escaped(question.text()),
                question.kind().map(Enum::name).orElse(""),
                question.limit(),
                question.offset())));
  }

  static List<FieldError> problems(SaveProduct save) {
    Product product = save.product();
    List<FieldError> problems = new ArrayList<>();
    if (!DraftRules.isCode(product.code())) {
      problems.add(
          new FieldError("code", "must be 1 to 40 letters, digits, dots, dashes, underscores"));
    }
    DraftRules.text(problems, "nameEn", product.nameEn(), 1, DraftRules.MAX_NAME);
    DraftRules.text(problems, "nameRu", product.nameRu(), 1, DraftRules.MAX_NAME);
    if (!REVENUE.matcher(product.revenueAccount()).matches()) {
      problems.add(new FieldError("revenueAccount", "must be an account of revenue, 4xxx"));
    }
    return problems;
  }

  Outcome<Product> save(Command<SaveProduct> command, Tx tx) {
    Product product = command.operation().product();
    Optional<Product> known =
        tx.one(
            OfferCatalog::toProduct,
            "select * from product where code = $1 for update",
            product.code());
    boolean priced =
        tx.one(
                row -> row.getBoolean(0),
                "select exists (select from offer_price where product = $1)",
                product.code())
            .orElseThrow();
    if (known.isPresent() && priced) {
      if (known.get().kind() != product.kind()) {
        return Outcome.refused(Refusal.invalid("kind", "stays: the product has prices"));
      }
      if (!known.get().unit().equals(product.unit())) {
        return Outcome.refused(Refusal.invalid("unit", "stays: the product has prices"));
      }
    }
    return Outcome.done(
        tx.one(
                OfferCatalog::toProduct,
                """
                insert into product (code, kind, name_en, name_ru, unit, revenue_account, taxable,
                  sold)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (code) do update set kind = excluded.kind, name_en = excluded.name_en,
                  name_ru = excluded.name_ru, unit = excluded.unit,
                  revenue_account = excluded.revenue_account, taxable = excluded.taxable,
                  sold = excluded.sold
                returning *
                """,
                product.code(),
                product.kind().name(),
                product.nameEn().strip(),
                product.nameRu().strip(),
                product.unit().map(Enum::name).orElse(null),
                product.revenueAccount(),
                product.taxable(),
                product.sold())
            .orElseThrow());
  }
}
