package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;

/** What is wrong with a journal is put together of sentences; each of them has its Russian. */
class SaidOfJournalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NW number 3: its contents do not give its hash (and 2 more) | NW, № 3: содержание записи не даёт её хеша (и ещё 2)",
        "NW number 3: numbers 3 to 7 are missing | NW, № 3: нет №№ с 3 по 7",
        "NW day 2026-11-22: the journal was stated to end at number 4, and now at 2 | NW, день 2026-11-22: было заявлено, что журнал кончается на № 4, а теперь — на 2",
        "SO was told that the journal ends at number 5, and now it ends at 4 | SO сообщали, что журнал кончается на № 5, а теперь он кончается на 4",
        "100.00 | 100.00",
      })
  void isTranslatedWithWhatStandsInIt(String english, String russian) {
    Messages messages = Messages.load(Set.of("kit", "reconcile"));
    assertThat(messages.in(Language.RU, ZoneOffset.UTC).said(english)).isEqualTo(russian);
  }
}
