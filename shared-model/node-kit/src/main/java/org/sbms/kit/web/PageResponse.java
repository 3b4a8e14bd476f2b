package org.sbms.kit.web;

import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.form.Form;

/** What a page handler answers. */
public sealed interface PageResponse {

  /**
   * A template with its model: a whole page, or for htmx the part that the template renders.
   *
   * @param template {@code payment/receipt}, without its suffix
   */
  record Page(int status, String template, Object model) implements PageResponse {}

  /** Goes to another page of this node (303), which may show a notice. */
  record Redirect(String path, Optional<Toast> toast) implements PageResponse {}

  record Download(String fileName, String contentType, byte[] bytes) implements PageResponse {}

  /** The page that says why not. */
  record Refused(Refusal refusal) implements PageResponse {}

  /** The page that says that nobody knows yet whether it was done. */
  record NotKnownYet(String why) implements PageResponse {}

  /** Opens or closes the visitor's session on the way to another page. */
  record SessionChange(String path, Optional<String> token) implements PageResponse {}

  /** Sets the language cookie on the way back. */
  record LanguageChange(String path, String language) implements PageResponse {}

  static PageResponse page(String template, Object model) {
    return new Page(200, template, model);
  }

  /** A form that is shown again since something in it is wrong. */
  static PageResponse formAgain(String template, Object model) {
    return new Page(422, template, model);
  }

  static PageResponse redirect(String path) {
    return new Redirect(path, Optional.empty());
  }

  static PageResponse redirect(String path, String toast) {
    return new Redirect(path, Optional.of(new Toast("green", toast)));
  }

  static PageResponse redirect(String path, Toast toast) {
    return new Redirect(path, Optional.of(toast));
  }

  static PageResponse csv(String fileName, byte[] bytes) {
    return new Download(fileName, "text/csv; charset=utf-8", bytes);
  }

  static PageResponse notFound(String detail) {
    return new Refused(Refusal.of(RefusalCode.NOT_FOUND, detail));
  }

  /** For queries: the page when done, else the page that says why not. */
  static <R> PageResponse of(Outcome<R> outcome, Function<R, PageResponse> done) {
    return switch (outcome) {
      case Outcome.Done<R>(R result) -> done.apply(result);
      case Outcome.Refused<R>(Refusal refusal) -> new Refused(refusal);
      case Outcome.Unknown<R>(String why) -> new NotKnownYet(why);
    };
  }

  /**
   * For forms: the page when done; else the form again, with its errors and a new key when it was
   * refused, with the same key when nobody knows yet, so that sending it again is safe.
   */
  static <R> PageResponse of(
      Outcome<R> outcome,
      Form form,
      Texts texts,
      Function<R, PageResponse> done,
      Function<Form, PageResponse> again) {
    return switch (outcome) {
      case Outcome.Done<R>(R result) -> done.apply(result);
      case Outcome.Refused<R>(Refusal refusal) ->
          again.apply(form.refused(refusal, texts.refusal(refusal)));
      case Outcome.Unknown<R> _ -> again.apply(form.alert(texts.t("kit.unknown.form")));
    };
  }
}
