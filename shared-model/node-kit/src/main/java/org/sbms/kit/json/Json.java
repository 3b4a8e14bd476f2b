package org.sbms.kit.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;

/**
 * The one JSON mapping, for the wire and for stored outcomes: camelCase, RFC 3339 times, absent
 * instead of null. Unknown fields are passed over, since a newer node may send them.
 */
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addDeserializer(Instant.class, new QuickInstant()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private Json() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("not writable as JSON: " + value.getClass(), bug);
    }
  }

  public static byte[] writeBytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("not writable as JSON: " + value.getClass(), bug);
    }
  }

  /**
   * @throws BadJsonException with a sentence fit for the sender
   */
  public static <T> T read(byte[] text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (java.io.IOException bad) {
      throw BadJsonException.from(bad);
    }
  }

  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException bad) {
      throw BadJsonException.from(bad);
    }
  }

  /** A node that is only written, once: the value becomes JSON then, and no tree before. */
  public static JsonNode unwritten(Object value) {
    return MAPPER.getNodeFactory().pojoNode(value);
  }

  /**
   * The text of an object, read or not, with one more field.
   *
   * @throws BadJsonException when it is no object
   */
  public static byte[] withField(JsonNode object, String field, boolean value) {
    if (object instanceof POJONode holder && holder.getPojo() instanceof UnreadJson unread) {
      return unread.with(field, value);
    }
    if (tree(object) instanceof ObjectNode read) {
      return writeBytes(read.put(field, value));
    }
    throw BadJsonException.at("", "is no object");
  }

  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static <T> T convert(JsonNode node, Class<T> type) {
    try {
      return node instanceof POJONode holder && holder.getPojo() instanceof UnreadJson unread
          ? unread.as(type)
          : MAPPER.treeToValue(node, type);
    } catch (java.io.IOException bad) {
      throw BadJsonException.from(bad);
    }
  }
}
