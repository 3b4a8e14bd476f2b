package org.sbms.kit.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A value within a larger text, left as it is until somebody says what it should become. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UnreadJson(byte[] text, int from, int length) {

  /** Passes over the value that the parser stands at. */
  static JsonNode passOver(JsonParser parser, byte[] text) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Json.MAPPER.nullNode();
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    if (from < 0) {
      throw BadJsonException.at("", "is not in UTF-8");
    }
    int end = (int) parser.currentLocation().getByteOffset();
    return Json.MAPPER.getNodeFactory().pojoNode(new UnreadJson(text, from, end - from));
  }

  <T> T as(Class<T> type) throws IOException {
    return Json.MAPPER.readValue(text, from, length, type);
  }

  /**
   * The text of this object with one more field.
   *
   * @throws BadJsonException when it is no object
   */
  byte[] with(String field, boolean value) {
    if (text[from] != '{' || text[from + length - 1] != '}') {
      throw BadJsonException.at("", "is no object");
    }
    byte[] first = ("{\"" + field + "\":" + value).getBytes(StandardCharsets.UTF_8);
    boolean isEmpty = true;
    for (int i = from + 1; isEmpty && i < from + length - 1; i++) {
      isEmpty = Character.isWhitespace(text[i]);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream(first.length + length + 1);
    whole.writeBytes(first);
    if (!isEmpty) {
      whole.write(',');
    }
    whole.write(text, from + 1, length - 1);
    return whole.toByteArray();
  }

  @JsonValue
  @JsonRawValue
  String raw() {
    return new String(text, from, length, StandardCharsets.UTF_8);
  }
}
