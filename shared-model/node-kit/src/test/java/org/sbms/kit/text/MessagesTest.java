package org.sbms.kit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;

class MessagesTest {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private final Messages messages = Messages.load(Set.of("kit", "access"));

  @Test
  void both_languages_have_every_message_that_the_kit_uses() {
    Path module = Path.of("");
    Messages all = Messages.load(UsedMessages.bundles(module));
    assertThat(UsedMessages.missing(module, all.keys())).isEmpty();
  }

  @Test
  void every_column_of_reference_data_has_words() throws IllegalAccessException {
    Messages words = Messages.load(Set.of("datasets"));
    List<String> columns = new ArrayList<>();
    for (Field field : Datasets.class.getFields()) {
      if (field.get(null) instanceof DatasetSpec spec) {
        spec.columns().forEach(column -> columns.add("column." + column.name()));
      }
    }
    assertThat(columns).hasSizeGreaterThan(60);
    assertThat(words.keys()).containsAll(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "'ru-RU,ru;q=0.9,en;q=0.5', RU",
    "'en-US,en;q=0.9', EN",
    "'de,ru;q=0.4', RU",
    "'de', EN",
    "'', EN",
    "';;q=x', EN"
  })
  void the_best_of_the_accepted_languages_is_taken(String header, Language expected) {
    assertThat(Language.preferred(header)).isEqualTo(expected);
  }

  @Test
  void money_and_times_are_written_as_the_language_does() {
    Texts english = messages.in(Language.EN, MOSCOW);
    Texts russian = messages.in(Language.RU, MOSCOW);
    Money money = Money.parse("-1234567.80", "RUB");
    Instant at = Instant.parse("2026-11-22T20:15:30Z");
    assertThat(english.money(money)).isEqualTo("-1,234,567.80\u00a0RUB");
    assertThat(russian.money(money)).isEqualTo("-1\u00a0234\u00a0567,80\u00a0₽");
    assertThat(russian.money(Money.parse("5", "JPY"))).isEqualTo("5\u00a0JPY");
    assertThat(english.time(at)).isEqualTo("22 Nov 2026, 23:15:30");
    assertThat(russian.time(at)).isEqualTo("22 нояб. 2026, 23:15:30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "must be at most 1000 characters | символов: не больше 1000",
        "must be at most 12 | не больше 12",
        "must be between 1 and 500 | от 1 до 500",
        "must be 3 to 12 characters | символов: от 3 до 12",
        "There is no item 42-A in this branch's stock. | На складе филиала нет 42-A.",
        "The balance is 10.00 RUB, less than 20.00 RUB."
            + " | На балансе 10.00 RUB — меньше, чем 20.00 RUB.",
        "It was approved and then refused: The account NW1 is closed."
            + " | Согласовано, затем отклонено: Счёт NW1 закрыт.",
        "Something else happened 7 times. | Something else happened 7 times.",
      })
  void a_sentence_with_numbers_keeps_them_in_every_language(String said, String translated) {
    assertThat(messages.in(Language.RU, MOSCOW).said(said)).isEqualTo(translated);
    assertThat(messages.in(Language.EN, MOSCOW).said(said)).isEqualTo(said);
  }

  @Test
  void every_sentence_has_the_same_parameters_in_both_languages() {
    Map<Language, Map<String, String>> unlike =
        Map.of(
            Language.EN, Map.of("said.a", "at most {0}"),
            Language.RU, Map.of("said.a", "не больше"));
    assertThatThrownBy(() -> Sentences.requireSameParameters(unlike))
        .hasMessage("the parameters of said.a differ in RU");
  }

  @Test
  void every_sentence_that_the_kit_says_has_words_in_russian() {
    assertThat(UsedMessages.unsaid(Path.of(""), messages.in(Language.RU, MOSCOW))).isEmpty();
  }

  @Test
  void what_code_says_in_english_is_translated_where_there_are_words() {
    Texts russian = messages.in(Language.RU, MOSCOW);
    assertThat(russian.said("must be filled in")).isEqualTo("нужно заполнить");
    assertThat(russian.said("Nobody translated this.")).isEqualTo("Nobody translated this.");
    assertThat(russian.refusal(Refusal.of(RefusalCode.FORBIDDEN, "Not you.")))
        .isEqualTo("У вас нет права на это действие.");
  }
}
