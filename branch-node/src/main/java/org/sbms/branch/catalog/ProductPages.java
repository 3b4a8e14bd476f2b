package org.sbms.branch.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** What priced lines are for. */
public final class ProductPages implements WebFeature {
  private static final String PATH = OfferPages.HOME + "/products";
  private static final String EDIT = PATH + "/edit";

  private final Executor executor;

  public ProductPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, CatalogFeature.VIEW, this::list)
        .get(EDIT, CatalogFeature.EDIT, this::edit)
        .post(EDIT, CatalogFeature.EDIT, this::save);
  }

  public record ProductPage(Form form, Map<String, String> kinds, Map<String, String> units) {}

  private static TableSpec<Product> table(Language language) {
    return new TableSpec<>(
        "catalog.products",
        "code",
        List.of(
            Column.<Product>of(
                    "name",
                    row ->
                        new Cell.TwoLines(
                            row.name(language), row.code(), EDIT + "?code=" + row.code()))
                .sortedBy("name"),
            Column.<Product>of(
                    "kind", row -> new Cell.Badge("catalog.product." + row.kind(), "secondary"))
                .sortedBy("kind"),
            Column.<Product>of(
                    "unit",
                    row ->
                        row.unit()
                            .<Cell>map(unit -> new Cell.Badge("catalog.unit." + unit, "secondary"))
                            .orElse(Cell.missing()))
                .wideOnly(),
            Column.<Product>of("revenueAccount", row -> new Cell.Code(row.revenueAccount()))
                .wideOnly(),
            Column.<Product>of("code", row -> new Cell.Code(row.code()))
                .sortedBy("code")
                .wideOnly(),
            Column.<Product>of(
                "state",
                row ->
                    row.sold()
                        ? new Cell.Badge("catalog.sold.true", "green")
                        : new Cell.Badge("catalog.sold.false", "secondary"))),
        List.of(
            new Filter.Search("text"),
            new Filter.Choice(
                "kind",
                "catalog.product",
                Arrays.stream(Product.Kind.values()).map(Enum::name).toList())));
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        table(request.texts().language()),
        query -> rows(request, query),
        table -> PageResponse.page("catalog/products", table));
  }

  private List<Product> rows(PageRequest request, TableQuery query) {
    BrowseProducts question =
        new BrowseProducts(
            query.filter("text"),
            OfferPages.choice(query.filter("kind")).map(Product.Kind::valueOf),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseProducts.Rows>(BrowseProducts.Rows rows)
        ? rows.items()
        : List.of();
  }

  private PageResponse edit(PageRequest request) {
    Product product = OfferPages.products(executor, request).get(request.parameter("code"));
    Form form = Form.blank();
    if (product == null) {
      form.with("kind", Product.Kind.BOUQUET.name())
          .with("revenueAccount", "4010")
          .with("taxable", "true")
          .with("sold", "true");
    } else {
      form.with("code", product.code())
          .with("known", product.code())
          .with("kind", product.kind().name())
          .with("nameEn", product.nameEn())
          .with("nameRu", product.nameRu())
          .with("unit", product.unit().map(Enum::name).orElse(""))
          .with("revenueAccount", product.revenueAccount())
          .with("taxable", product.taxable() ? "true" : "")
          .with("sold", product.sold() ? "true" : "");
    }
    return page(request, form, 200);
  }

  private PageResponse page(PageRequest request, Form form, int status) {
    return new PageResponse.Page(
        status,
        "catalog/product",
        new ProductPage(
            form,
            Words.options(request.texts(), "catalog.product", Product.Kind.values()),
            Words.options(request.texts(), "catalog.unit", Unit.values())));
  }

  private PageResponse save(PageRequest request) {
    Form form = request.form();
    Optional<String> code = form.required("code", text -> text);
    Optional<Product.Kind> kind = form.required("kind", Product.Kind::valueOf);
    Optional<Unit> unit = form.optional("unit", Unit::valueOf);
    if (code.isPresent()
        && !form.text("known").equals(code.get())
        && OfferPages.products(executor, request).containsKey(code.get())) {
      form.error("code", "is taken");
    }
    if (form.hasErrors() || code.isEmpty() || kind.isEmpty()) {
      return page(request, form, 422);
    }
    Product product =
        new Product(
            code.get(),
            kind.get(),
            form.text("nameEn"),
            form.text("nameRu"),
            unit,
            form.text("revenueAccount"),
            form.checked("taxable"),
            form.checked("sold"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new SaveProduct(product), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH, request.texts().t("catalog.productSaved")),
        again -> page(request, again, 422));
  }
}
