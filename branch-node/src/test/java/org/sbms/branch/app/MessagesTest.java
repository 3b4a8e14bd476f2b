package org.sbms.branch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.UsedMessages;

class MessagesTest {
  @Test
  void both_languages_have_every_message_that_a_page_uses() {
    Path module = Path.of("");
    Set<String> bundles = new HashSet<>(UsedMessages.bundles(module));
    bundles.addAll(List.of("kit", "access"));
    Messages messages = Messages.load(bundles);
    assertThat(UsedMessages.missing(module, messages.keys())).isEmpty();
    assertThat(UsedMessages.unsaid(module, messages.in(Language.RU, ZoneOffset.UTC)))
        .as("what code says and nobody translated")
        .isEmpty();
  }
}
