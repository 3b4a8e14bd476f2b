package org.sbms.kit.json;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.util.stream.Collectors;

/** The text is no JSON, or not of the shape asked for. The message is fit for the sender. */
public final class BadJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String field;

  private BadJsonException(String field, String message, Throwable cause) {
    super(message, cause);
    this.field = field;
  }

  static BadJsonException from(IOException cause) {
    if (cause instanceof JsonMappingException mapping) {
      String path =
          mapping.getPath().stream()
              .map(step ->
                  step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
              .collect(Collectors.joining("."))
              .replace(".[", "[");
      Throwable inner = mapping.getCause();
      String message =
          inner instanceof IllegalArgumentException && inner.getMessage() != null
              ? inner.getMessage()
              : "has the wrong type";
      return new BadJsonException(path, message, cause);
    }
    return new BadJsonException("", "is not valid JSON", cause);
  }

  /** For a field whose text is of no use, such as a cursor of another list. */
  public static BadJsonException at(String field, String message) {
    return new BadJsonException(field, message, new IllegalArgumentException(message));
  }

  /** The path of the field at fault; empty for the whole body. */
  public String field() {
    return field;
  }
}
