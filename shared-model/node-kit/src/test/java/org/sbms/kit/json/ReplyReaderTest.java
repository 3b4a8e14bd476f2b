package org.sbms.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.PeerReplies;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

class ReplyReaderTest {
  record Card(String name, List<String> numbers) {}

  @Test
  void readsEveryKindOfReplyAsTheyAreWritten() {
    Card card = new Card("Ёлка \"quoted\" \\ end", List.of("1", "2"));
    Refusal refusal = Refusal.of(RefusalCode.NOT_FOUND, "no such card");
    byte[] text =
        Json.writeBytes(
            new PeerReplies(
                List.of(
                    PeerReply.done("a", Json.unwritten(card)),
                    PeerReply.refused("b", refusal),
                    PeerReply.done("", Json.tree("text")),
                    PeerReply.done("", Json.tree(12345)),
                    PeerReply.unknown("c", refusal))));

    List<PeerReply> replies = ReplyReader.read(text).replies();

    assertThat(replies).extracting(PeerReply::key).containsExactly("a", "b", "", "", "c");
    assertThat(Json.convert(replies.get(0).result(), Card.class)).isEqualTo(card);
    assertThat(Json.convert(replies.get(0).result(), JsonNode.class)).isEqualTo(Json.tree(card));
    assertThat(Json.write(replies.get(0).result())).isEqualTo(Json.write(card));
    assertThat(replies.get(1)).isEqualTo(PeerReply.refused("b", refusal));
    assertThat(Json.convert(replies.get(2).result(), String.class)).isEqualTo("text");
    assertThat(Json.convert(replies.get(3).result(), Integer.class)).isEqualTo(12345);
    assertThat(replies.get(4)).isEqualTo(PeerReply.unknown("c", refusal));
  }

  @Test
  void passesOverWhatANewerNodeSays() {
    List<PeerReply> replies =
        ReplyReader.read(
                bytes(
                    """
                    {"load": {"replies": [1]}, "replies": [
                      {"new": [{"result": 7}], "key": "k", "status": "DONE", "result": {"name": "x"}}],
                     "more": null}
                    """))
            .replies();

    assertThat(replies).hasSize(1);
    assertThat(Json.convert(replies.getFirst().result(), Card.class).name()).isEqualTo("x");
  }

  @Test
  void whereTheJournalEndsIsReadWhereItIsTold() {
    assertThat(ReplyReader.read(bytes("{\"replies\":[],\"head\":\"a.b.c\"}")).head())
        .isEqualTo("a.b.c");
    assertThat(ReplyReader.read(bytes("{\"replies\":[]}")).head()).isNull();
    assertThat(ReplyReader.read(bytes("{\"head\":{\"of\":1},\"replies\":[]}")).head()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"x\"}   | {\"stale\":false,\"name\":\"x\"}",
        "{ \"name\" : 1 }     | {\"stale\":false, \"name\" : 1 }",
        "{}                   | {\"stale\":false}",
        "{  }                 | {\"stale\":false  }",
      })
  void anObjectGetsOneMoreField(String result, String with) {
    byte[] text = Json.withField(one(result), "stale", false);

    assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(with);
    assertThat(Json.read(text, JsonNode.class).path("stale").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"x\"", "null", "true"})
  void whatIsNoObjectGetsNone(String result) {
    assertThatThrownBy(() -> Json.withField(one(result), "stale", false))
        .isInstanceOf(BadJsonException.class);
  }

  private static JsonNode one(String result) {
    return ReplyReader.read(
            bytes("{\"replies\":[{\"status\":\"DONE\",\"result\":" + result + "}]}"))
        .replies()
        .getFirst()
        .result();
  }

  @Test
  void aResultOfAnotherShapeSaysWhichField() {
    PeerReply reply =
        ReplyReader.read(
                bytes(
                    "{\"replies\":[{\"key\":\"\",\"status\":\"DONE\",\"result\":{\"numbers\":7}}]}"))
            .replies()
            .getFirst();

    assertThatThrownBy(() -> Json.convert(reply.result(), Card.class))
        .isInstanceOfSatisfying(
            BadJsonException.class, bad -> assertThat(bad.field()).isEqualTo("numbers"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{\"replies\": 7}",
        "{\"replies\": [7]}",
        "{\"replies\": [{\"key\": \"k\"}]}",
        "{\"replies\": [{\"key\": \"k\", \"status\": \"OF_ANOTHER_KIND\"}]}",
        "{\"replies\": [{\"key\": \"k\", \"status\": \"DONE\", \"result\": {\"name\": \"x\"",
        "{\"replies\": [{\"key\": \"k\", \"status\": \"DONE\", \"result\": tru}]}"
      })
  void whatIsNoListOfRepliesIsRefused(String text) {
    assertThatThrownBy(() -> ReplyReader.read(bytes(text))).isInstanceOf(BadJsonException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
