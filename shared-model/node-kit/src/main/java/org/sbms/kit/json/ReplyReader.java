package org.sbms.kit.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.PeerReplies;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;

/**
 * Reads {@link PeerReplies} and leaves each result unread, so that it becomes its record at once
 * and no tree before.
 */
public final class ReplyReader {
  private final byte[] text;

  private ReplyReader(byte[] text) {
    this.text = text;
  }

  /**
   * @throws BadJsonException when the text is no such thing
   */
  public static PeerReplies read(byte[] text) {
    try (JsonParser parser = Json.MAPPER.createParser(text)) {
      return new ReplyReader(text).replies(parser);
    } catch (IOException bad) {
      throw BadJsonException.from(bad);
    }
  }

  private PeerReplies replies(JsonParser parser) throws IOException {
    List<PeerReply> replies = new ArrayList<>();
    @Nullable String head = null;
    require(parser.nextToken() == JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "replies" -> replies.addAll(list(parser));
        case "head" -> {
          head = parser.getValueAsString();
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
    require(parser.currentToken() == JsonToken.END_OBJECT);
    return new PeerReplies(replies, head);
  }

  private List<PeerReply> list(JsonParser parser) throws IOException {
    List<PeerReply> replies = new ArrayList<>();
    require(parser.currentToken() == JsonToken.START_ARRAY);
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      replies.add(reply(parser));
    }
    require(parser.currentToken() == JsonToken.END_ARRAY);
    return replies;
  }

  private PeerReply reply(JsonParser parser) throws IOException {
    String key = "";
    PeerReply.@Nullable Status status = null;
    @Nullable JsonNode result = null;
    @Nullable Refusal refusal = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "key" -> key = parser.getValueAsString("");
        case "status" -> status = parser.readValueAs(PeerReply.Status.class);
        case "result" -> result = UnreadJson.passOver(parser, text);
        case "refusal" -> refusal = parser.readValueAs(Refusal.class);
        default -> parser.skipChildren();
      }
    }
    if (status == null) {
      throw BadJsonException.at("replies.status", "is missing");
    }
    return new PeerReply(key, status, result, refusal);
  }

  private static void require(boolean asExpected) {
    if (!asExpected) {
      throw BadJsonException.at("", "is not a list of replies");
    }
  }
}
