package org.sbms.kit.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    int end = (int) parser.currentLocation().getByteOffset();
    return Json.MAPPER.getNodeFactory().pojoNode(new UnreadJson(text, from, end - from));
  }

  <T> T as(Class<T> type) throws IOException {
    return Json.MAPPER.readValue(text, from, length, type);
  }

  /** The text of this object with one more field. */
  byte[] with(String field, boolean value) {
    byte[] more = (",\"" + field + "\":" + value + "}").getBytes(StandardCharsets.UTF_8);
    int kept = length - 1;
    if (length < 3 || text[from] != '{' || text[from + kept] != '}') {
      throw new IllegalArgumentException("not an object with fields");
    }
    byte[] whole = Arrays.copyOfRange(text, from, from + kept + more.length);
    System.arraycopy(more, 0, whole, kept, more.length);
    return whole;
  }

  @JsonValue
  @JsonRawValue
  String raw() {
    return new String(text, from, length, StandardCharsets.UTF_8);
  }
}
