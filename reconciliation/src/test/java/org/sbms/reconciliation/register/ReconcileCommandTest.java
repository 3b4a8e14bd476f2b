package org.sbms.reconciliation.register;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcileCommandTest {
  private static final String ORIGIN_HEADER =
      "transaction_id,origin_branch,home_branch,account,amount,currency,accepted_at,status\n";
  private static final String HOME_HEADER =
      "transaction_id,origin_branch,home_branch,account,amount,currency,posted_at,status\n";
  private static final String TIME = "2026-11-22T19:05:00+03:00";

  @TempDir Path dir;
  private Path origin;
  private Path home;
  private Path out;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @BeforeEach
  void names() {
    origin = dir.resolve("origin.csv");
    home = dir.resolve("home.csv");
    out = dir.resolve("mismatches.csv");
  }

  /**
   * The fields of the row at either side that differ from t1,NW,SO,SO1,100.00,RUB,…; verdict;
   * values.
   */
  @ParameterizedTest
  @CsvSource({
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO1,100.00,RUB,POSTED',   MATCHED, '', ''",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO1,100,RUB,POSTED',      MATCHED, '', ''",
    "'t1,NW,SO,SO1,100.00,RUB,REVERSED', 't1,NW,SO,SO1,100.0,RUB,REVERSED',  MATCHED, '', ''",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO1,100.01,RUB,POSTED',   AMOUNT_DIFFERS, 100.00, 100.01",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO1,100,JPY,POSTED',      CURRENCY_DIFFERS, RUB, JPY",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO1,10000,JPY,POSTED',    AMOUNT_DIFFERS, 100.00, 10000",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO2,100.00,RUB,POSTED',   ACCOUNT_DIFFERS, SO1, SO2",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,NW,SO,SO1,100.00,RUB,REVERSED', STATUS_DIFFERS, ACCEPTED, REVERSED",
    "'t1,NW,SO,SO1,100.00,RUB,POSTED',   't1,NW,SO,SO1,100.00,RUB,POSTED',   STATUS_DIFFERS, POSTED, POSTED",
    "'t1,NW,SO,SO1,100.00,RUB,accepted', 't1,NW,SO,SO1,100.00,RUB,POSTED',   STATUS_DIFFERS, accepted, POSTED",
    "'t1,NW,SO,SO1,100.00,RUB,ACCEPTED', 't1,UR,SO,SO1,100.00,RUB,POSTED',   BRANCH_DIFFERS, NW to SO, UR to SO",
  })
  void onePairGetsOneVerdict(
      String atOrigin, String atHome, String verdict, String originValue, String homeValue)
      throws IOException {
    write(origin, ORIGIN_HEADER + timed(atOrigin));
    write(home, HOME_HEADER + timed(atHome));
    if (verdict.equals("MATCHED")) {
      assertThat(run()).isEqualTo(0);
      assertThat(said()).startsWith("{\"pairs\": 1, \"matched\": 1, \"mismatches\": {}, \"sec");
    } else {
      assertThat(run()).isEqualTo(2);
      assertThat(said()).contains("\"mismatches\": {\"" + verdict + "\": 1}");
      assertThat(Files.readString(out))
          .isEqualTo(
              "transaction_id,kind,origin_branch,home_branch,origin_value,home_value\n"
                  + "t1,%s,NW,SO,%s,%s\n".formatted(verdict, originValue, homeValue));
    }
  }

  @Test
  void whatStandsOnOneSideOnlyIsMissingAtTheOther() throws IOException {
    write(origin, ORIGIN_HEADER + row("a", "ACCEPTED") + row("b", "ACCEPTED"));
    write(home, HOME_HEADER + row("b", "POSTED") + row("c", "POSTED"));
    assertThat(run()).isEqualTo(2);
    assertThat(Files.readAllLines(out))
        .contains("a,MISSING_AT_HOME,NW,SO,100.00 RUB,", "c,MISSING_AT_ORIGIN,NW,SO,,100.00 RUB");
    assertThat(said()).contains("\"pairs\": 3, \"matched\": 1");
  }

  @Test
  void anIdThatStandsTwiceIsADuplicateWhateverElseIsWrongWithIt() throws IOException {
    write(origin, ORIGIN_HEADER + row("a", "ACCEPTED") + row("a", "ACCEPTED"));
    write(home, HOME_HEADER);
    assertThat(run()).isEqualTo(2);
    assertThat(Files.readAllLines(out)).contains("a,DUPLICATE,NW,SO,2 rows,0 rows");
  }

  @Test
  void duplicatesAreFoundAcrossTheFilesOfASide() throws IOException {
    Path second = dir.resolve("second.csv");
    write(origin, ORIGIN_HEADER + row("a", "ACCEPTED"));
    write(second, ORIGIN_HEADER + row("a", "ACCEPTED"));
    write(home, HOME_HEADER + row("a", "POSTED"));
    assertThat(run(List.of(origin, second), List.of(home))).isEqualTo(2);
    assertThat(said()).contains("{\"DUPLICATE\": 1}");
  }

  @Test
  void quotingOrderExtraColumnsBomAndLineEndsDoNotMatter() throws IOException {
    write(
        origin,
        "\uFEFFstatus,note,\"account\",amount,currency,accepted_at,transaction_id,home_branch,"
            + "origin_branch\r\n\r\n"
            + "ACCEPTED,\"two\r\nlines, \"\"quoted\"\"\",\"Счёт \"\"1\"\"\",100.00,RUB,"
            + TIME
            + ",t1,SO,NW\r\n\r\n");
    write(home, HOME_HEADER + "t1,NW,SO,\"Счёт \"\"1\"\"\",100.00,RUB," + TIME + ",POSTED");
    assertThat(run()).as(errors()).isEqualTo(0);
  }

  @Test
  void aHeaderWithoutRowsIsADayWithoutPayments() throws IOException {
    write(origin, ORIGIN_HEADER);
    write(home, HOME_HEADER.strip());
    assertThat(run()).isEqualTo(0);
    assertThat(said()).startsWith("{\"pairs\": 0, \"matched\": 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t1,NW,SO,SO1,1.001,RUB,T,ACCEPTED     | column 5 (amount): has more than the 2 places",
        "t1,NW,SO,SO1,-1.00,RUB,T,ACCEPTED     | column 5 (amount): must be a non-negative decimal",
        "t1,NW,SO,SO1,1e3,RUB,T,ACCEPTED       | column 5 (amount): must be a non-negative decimal",
        "t1,NW,SO,SO1,1.,RUB,T,ACCEPTED        | column 5 (amount): must be a non-negative decimal",
        "t1,NW,SO,SO1,٣,RUB,T,ACCEPTED         | column 5 (amount): must be a non-negative decimal",
        "t1,NW,SO,SO1,,RUB,T,ACCEPTED          | column 5 (amount): is empty",
        "t1,NW,SO,SO1,99999999999999999999,RUB,T,ACCEPTED | column 5 (amount): is too large",
        "t1,NW,SO,SO1,1.5,JPY,T,ACCEPTED       | column 5 (amount): has more than the 0 places",
        "t1,NW,SO,SO1,1.00,ROU,T,ACCEPTED      | column 6 (currency): is not a currency of ISO 4217",
        "t1,NW,SO,SO1,1.00,rub,T,ACCEPTED      | column 6 (currency): is not a currency of ISO 4217",
        "t1,NW,SO,SO1,1.00,XXX,T,ACCEPTED      | column 6 (currency): is not a currency of ISO 4217",
        "t1,NW,SO,SO1,1.00,RUB,yesterday,POSTED| column 7 (accepted_at): must be a time of RFC 3339",
        ",NW,SO,SO1,1.00,RUB,T,ACCEPTED        | column 1 (transaction_id): is empty",
        "t1,NW,SO,\"SO,1\",1.00,RUB,T,ACCEPTED | column 4 (account): holds a comma",
        "t1,NW,SO,SO\u00001,1.00,RUB,T,ACCEPTED | column 1: the file is not text in UTF-8",
        "t1,NW,SO,SO\u20281,1.00,RUB,T,ACCEPTED | column 4 (account): holds a character that cannot",
        "t1,NW,SO,SO1,1.00,RUB                 | column 7: the row is cut: it has 6 of 8 columns",
        "t1,NW,SO,SO1,1.00,RUB,T,ACCEPTED,more | column 9: the row has 9 columns, the header 8",
        "t1,NW,SO,\"SO1,1.00,RUB,T,ACCEPTED    | column 4: the row is cut: a quoted field has no",
        "t1,NW,SO,\"SO1\"x,1.00,RUB,T,ACCEPTED | column 4: text follows a closing quote",
        "t1,NW,SO,SO\"1,1.00,RUB,T,ACCEPTED    | column 4: a quote stands inside a field",
      })
  void aBadRowIsNamedByFileLineColumnAndReason(String row, String complaint) throws IOException {
    String bad = row.strip().replace(",T,", "," + TIME + ",");
    write(origin, ORIGIN_HEADER + row("first", "ACCEPTED") + bad + "\n");
    write(home, HOME_HEADER);
    String line = complaint.contains("not text") ? "line 1" : "line 3";
    assertRefused(origin + ": " + line + ", " + complaint);
  }

  @Test
  void aLastWordCutOffByTheEndOfTheFileIsACutRow() throws IOException {
    write(origin, ORIGIN_HEADER + row("a", "ACCE").strip());
    write(home, HOME_HEADER + row("a", "POSTED"));
    assertRefused(origin + ": line 2, column 8 (status): the row is cut");
  }

  @Test
  void filesThatAreNoRegistersAreRefused() throws IOException {
    write(home, HOME_HEADER);
    write(origin, "");
    assertRefused(origin + ": line 1, column 1: the file is empty");
    Files.write(origin, (ORIGIN_HEADER + row("a", "ACCEPTED")).getBytes(UTF_16));
    assertRefused(origin + ": line 1, column 1: the file is not text in UTF-8");
    Files.write(origin, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
    assertRefused(origin + ": line 1, column 1: the file is not text in UTF-8");
    write(origin, HOME_HEADER);
    assertRefused(origin + ": line 1, column 9 (accepted_at): the header has no such column");
    write(origin, "status," + ORIGIN_HEADER);
    assertRefused(origin + ": line 1, column 9 (status): the header names it twice");
    Files.delete(origin);
    assertRefused(origin + ": cannot be read: there is no such file");
    Files.createDirectory(origin);
    assertRefused(origin + ": cannot be read: Is a directory");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWhereTheyStand() throws IOException {
    byte[] windows1251 =
        (ORIGIN_HEADER + row("a", "ACCEPTED").replace("SO1", "Счёт"))
            .getBytes(java.nio.charset.Charset.forName("windows-1251"));
    Files.write(origin, windows1251);
    write(home, HOME_HEADER);
    assertRefused(origin + ": line 2, column 4 (account): is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T19:05:00Z, true",
    "2026-11-22t19:05:00.123456789z, true",
    "2024-02-29T23:59:60-11:30, true",
    "2026-02-29T00:00:00Z, false",
    "2026-11-22 19:05:00Z, false",
    "2026-11-22T24:00:00Z, false",
    "2026-11-22T19:05:00, false",
    "2026-11-22T19:05:00.Z, false",
    "2026-11-22T19:05:00+3:00, false",
    "2026-11-22T19:05:00+03:00x, false",
    "2026-13-01T19:05:00Z, false",
  })
  void timesAreThoseOfRfc3339(String text, boolean holds) {
    byte[] bytes = text.getBytes(UTF_8);
    assertThat(Rfc3339.holds(bytes, 0, bytes.length)).isEqualTo(holds);
  }

  @Test
  void aRegisterLongerThanTheBufferReadsTheSame() throws IOException {
    StringBuilder origins = new StringBuilder(ORIGIN_HEADER);
    StringBuilder homes = new StringBuilder(HOME_HEADER);
    for (int i = 0; i < 20_000; i++) {
      origins.append(row("\"id \"\"" + i + "\"\"\"", "ACCEPTED"));
      homes.append(row("\"id \"\"" + (19_999 - i) + "\"\"\"", "POSTED").replace("\n", "\r\n"));
    }
    write(origin, origins.toString());
    write(home, homes.toString());
    assertThat(run()).as(errors()).isEqualTo(0);
    assertThat(said()).startsWith("{\"pairs\": 20000, \"matched\": 20000");
  }

  private void assertRefused(String complaint) {
    stderr.reset();
    assertThat(run()).isEqualTo(1);
    assertThat(errors()).startsWith(complaint).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  private int run() {
    return run(List.of(origin), List.of(home));
  }

  private int run(List<Path> origins, List<Path> homes) {
    return ReconcileCommand.run(
        origins,
        homes,
        Optional.of(out),
        MatchOptions.withThreads(2),
        new PrintStream(stdout, true, UTF_8),
        new PrintStream(stderr, true, UTF_8));
  }

  private String said() {
    return stdout.toString(UTF_8);
  }

  private String errors() {
    return stderr.toString(UTF_8);
  }

  private static String row(String id, String status) {
    return timed(id + ",NW,SO,SO1,100.00,RUB," + status);
  }

  /** Puts the time before the status. */
  private static String timed(String row) {
    int at = row.lastIndexOf(',');
    return row.substring(0, at) + "," + TIME + row.substring(at) + "\n";
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8);
  }
}
