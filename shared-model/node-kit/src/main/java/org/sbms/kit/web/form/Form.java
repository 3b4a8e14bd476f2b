package org.sbms.kit.web.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;

/**
 * A form as a person filled it in: texts by field, errors by field, and the key under which its
 * command happens at most once. A form that is shown again keeps its texts and its key; a corrected
 * one that was refused for good gets a new key, since a refusal is stored like a result.
 */
public final class Form {
  /** The hidden field that carries the idempotency key. */
  public static final String KEY = "_key";

  private static final int MAX_KEY_LENGTH = 64;

  private final String key;
  private final Map<String, String> texts;
  private final Map<String, String> errors = new LinkedHashMap<>();
  private String alert = "";

  private Form(String key, Map<String, String> texts) {
    this.key = key;
    this.texts = new LinkedHashMap<>(texts);
  }

  /** For showing: a fresh key and no texts. */
  public static Form blank() {
    return new Form(FormKey.next(), Map.of());
  }

  /** As it was posted. */
  public static Form posted(Map<String, String> fields) {
    String key = fields.getOrDefault(KEY, "");
    return new Form(key.isEmpty() || key.length() > MAX_KEY_LENGTH ? FormKey.next() : key, fields);
  }

  public Form with(String field, String text) {
    texts.put(field, text);
    return this;
  }

  public String key() {
    return key;
  }

  /** What the field holds, stripped; empty when absent. */
  public String text(String field) {
    return texts.getOrDefault(field, "").strip();
  }

  public boolean checked(String field) {
    return !text(field).isEmpty();
  }

  /**
   * Reads a field that must be there. Whatever the reader complains of with an {@link
   * IllegalArgumentException} becomes the field's error.
   */
  public <T> Optional<T> required(String field, Function<String, T> reader) {
    if (text(field).isEmpty()) {
      error(field, "must be filled in");
      return Optional.empty();
    }
    return optional(field, reader);
  }

  /** Reads a field that may be left empty. */
  public <T> Optional<T> optional(String field, Function<String, T> reader) {
    if (text(field).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text(field)));
    } catch (IllegalArgumentException wrong) {
      String message = wrong.getMessage();
      error(field, message == null ? "has the wrong form" : message);
      return Optional.empty();
    }
  }

  /** Notes an error, in English: {@code Texts.said} translates it where it is shown. */
  public Form error(String field, String message) {
    errors.putIfAbsent(field, message);
    return this;
  }

  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** A sentence above the form; empty when there is none. Already in the reader's language. */
  public String alert() {
    return alert;
  }

  public Form alert(String sentence) {
    alert = sentence;
    return this;
  }

  /**
   * The form to show again after its command was refused: errors by field, whatever concerns no
   * field of the form above it, and a new key for the corrected try.
   */
  public Form refused(Refusal refusal, String sentence) {
    Form again = new Form(FormKey.next(), texts);
    again.alert = sentence;
    for (FieldError error : refusal.errors()) {
      again.error(error.field(), error.message());
    }
    return again;
  }

  public List<String> fieldsInError() {
    return List.copyOf(errors.keySet());
  }
}
