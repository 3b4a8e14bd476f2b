package org.sbms.central.register;

import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.Money;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.web.form.Form;
import org.sbms.reconciliation.thirdparty.Dialect;

/** A source as a form, and back. */
final class SourceForm {
  private SourceForm() {}

  static Form blank() {
    return Form.blank()
        .with("delimiter", ";")
        .with("encoding", "UTF-8")
        .with("hasHeader", "true")
        .with("skippedLines", "0")
        .with("datePattern", "dd.MM.yyyy")
        .with("currency", "RUB")
        .with("tolerance", "0.00")
        .with("perMille", "0")
        .with("days", "2");
  }

  static Form of(Source source) {
    Dialect dialect = source.dialect();
    String currency = dialect.currency().isEmpty() ? "RUB" : dialect.currency();
    return Form.blank()
        .with("code", source.code())
        .with("name", source.name())
        .with("format", source.format().name())
        .with("method", source.method().name())
        .with("delimiter", dialect.delimiter())
        .with("encoding", dialect.encoding())
        .with("hasHeader", dialect.hasHeader() ? "true" : "")
        .with("skippedLines", Integer.toString(dialect.skippedLines()))
        .with("decimalComma", dialect.decimalComma() ? "true" : "")
        .with("datePattern", dialect.datePattern())
        .with("currency", currency)
        .with("reference", dialect.columns().reference())
        .with("amount", dialect.columns().amount())
        .with("day", dialect.columns().day())
        .with("currencyColumn", dialect.columns().currency())
        .with("text", dialect.columns().text())
        .with("tolerance", Money.ofMinor(source.toleranceMinor(), currency).amount())
        .with("perMille", Integer.toString(source.tolerancePerMille()))
        .with("days", Integer.toString(source.days()));
  }

  /** Empty where the form has errors now. */
  static Optional<Source> read(Form form) {
    Optional<Source.Format> format = form.required("format", Source.Format::valueOf);
    Optional<PaymentMethod> method = form.required("method", PaymentMethod::valueOf);
    Optional<Integer> skipped = form.required("skippedLines", SourceForm::number);
    Optional<Long> tolerance = form.required("tolerance", tolerance(form.text("currency")));
    Optional<Integer> perMille = form.required("perMille", SourceForm::number);
    Optional<Integer> days = form.required("days", SourceForm::number);
    form.required("code", Function.identity());
    form.required("name", Function.identity());
    if (form.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        new Source(
            form.text("code"),
            form.text("name"),
            format.orElseThrow(),
            method.orElseThrow(),
            dialect(form, skipped.orElseThrow()),
            tolerance.orElseThrow(),
            perMille.orElseThrow(),
            days.orElseThrow()));
  }

  private static Dialect dialect(Form form, int skipped) {
    return new Dialect(
        form.text("delimiter"),
        form.text("encoding"),
        form.checked("hasHeader"),
        skipped,
        form.checked("decimalComma"),
        form.text("datePattern"),
        form.text("currency"),
        new Dialect.Columns(
            form.text("reference"),
            form.text("amount"),
            form.text("day"),
            form.text("currencyColumn"),
            form.text("text")));
  }

  private static Function<String, Long> tolerance(String currency) {
    return text -> Money.parse(text, currency).minor();
  }

  private static Integer number(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException("must be a number");
    }
    return Integer.valueOf(text);
  }
}
