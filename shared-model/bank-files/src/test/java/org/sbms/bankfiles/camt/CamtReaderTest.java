package org.sbms.bankfiles.camt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.Money;

class CamtReaderTest {
  private static final String IN =
      """
      <Ntry><NtryRef>7</NtryRef><Amt Ccy="RUB">1500.00000</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
      <Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><DtTm>2026-11-21T00:30:00+03:00</DtTm></ValDt>\
      <AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls>\
      <TxDtls><Refs><InstrId>i</InstrId><EndToEndId>E-1</EndToEndId><TxId>t</TxId></Refs>\
      <AmtDtls><TxAmt><Amt Ccy="RUB">1000</Amt></TxAmt></AmtDtls>\
      <RltdPties><Dbtr><Nm>Anna &amp; Co</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>\
      <Cdtr><Nm>Us</Nm></Cdtr></RltdPties>\
      <RmtInf><Ustrd>for</Ustrd><Ustrd>phone</Ustrd><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>\
      <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="RUB">500</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>\
      </NtryDtls></Ntry>\
      """;
  private static final String OUT =
      """
      <Ntry><Amt Ccy="RUB">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>\
      <Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><Refs/><RltdPties><Cdtr><Pty><Nm>The bank</Nm></Pty></Cdtr>\
      <CdtrAcct><Id><Othr><Id>40702810</Id></Othr></Id></CdtrAcct></RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>\
      """;
  private static final String PENDING =
      """
      <Ntry><Amt Ccy="RUB">9</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>\
      """;

  @Test
  void everythingOfAStatementIsRead() throws Exception {
    CamtFile file =
        read(
            statement(
                "02",
                balance("OPBD", "100", "DBIT")
                    + balance("CLBD", "1399.50", "CRDT")
                    + balance("ITAV", "1", "CRDT")
                    + IN
                    + OUT
                    + PENDING));

    assertThat(file.kind()).isEqualTo(CamtKind.STATEMENT);
    assertThat(file.version()).isEqualTo(2);
    assertThat(file.messageId()).isEqualTo("M-1");
    assertThat(file.fingerprint()).matches("[0-9a-f]{64}");
    CamtStatement statement = file.statements().getFirst();
    assertThat(statement.key(file.kind()))
        .isEqualTo(new CamtStatement.Key(CamtKind.STATEMENT, "RU01", "S-1", 0));
    assertThat(statement.opening())
        .contains(
            new CamtBalance(CamtBalance.Type.OPENING, rub("-100.00"), LocalDate.of(2026, 11, 20)));
    assertThat(statement.closing().orElseThrow().amount()).isEqualTo(rub("1399.50"));
    assertThat(statement.entries())
        .containsExactly(
            new CamtEntry(
                11,
                "7",
                "B-1",
                rub("1500.00"),
                false,
                CamtEntry.Status.BOOKED,
                Optional.of(LocalDate.of(2026, 11, 20)),
                Optional.of(LocalDate.of(2026, 11, 21)),
                List.of(
                    new CamtDetail(
                        "E-1",
                        "i",
                        "t",
                        "",
                        Optional.of(rub("1000.00")),
                        "Anna & Co",
                        "DE89370400440532013000",
                        "",
                        "",
                        "for phone RF18"),
                    new CamtDetail(
                        "", "", "", "", Optional.of(rub("500.00")), "", "", "", "", ""))),
            new CamtEntry(
                12,
                "",
                "",
                rub("-0.50"),
                true,
                CamtEntry.Status.BOOKED,
                Optional.empty(),
                Optional.empty(),
                List.of(
                    new CamtDetail(
                        "", "", "", "", Optional.empty(), "The bank", "40702810", "", "AC04", ""))),
            new CamtEntry(
                13,
                "",
                "",
                rub("9.00"),
                false,
                CamtEntry.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                List.of()));
    assertThat(statement.entries().getFirst().endToEndIds()).containsExactly("E-1");
    assertThat(statement.entries().getFirst().remittance()).isEqualTo("for phone RF18");
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "04", "06", "08"})
  void versionsAreRead(String version) throws Exception {
    assertThat(read(statement(version, IN)).version()).isEqualTo(Integer.parseInt(version));
  }

  @Test
  void aNotificationHasNoBalancesToCheck() throws Exception {
    CamtFile file =
        read(
            statement("08", IN)
                .replace("camt.053", "camt.054")
                .replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
                .replace("Stmt>", "Ntfctn>"));

    assertThat(file.kind()).isEqualTo(CamtKind.NOTIFICATION);
    assertThat(file.statements().getFirst().entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1251", "UTF-16"})
  void theEncodingIsTheOneThatTheFileNames(String encoding) throws Exception {
    String name = encoding.equals("ISO-8859-1") ? "Müller" : "Анна";
    String text = statement("02", IN).replace("Anna &amp; Co", name).replace("UTF-8", encoding);

    CamtFile file = read(text, Charset.forName(encoding));

    assertThat(file.statements().getFirst().entries().getFirst().details().getFirst())
        .returns(name, CamtDetail::counterparty);
  }

  /** What is changed in a good file, and what is said then. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ccy="RUB">1500.00000 | Ccy="RUB">1500.001 | line 10, column 42 (BkToCstmrStmt/Stmt/Ntry/Amt): RUB has at most 2 decimal places
          Ccy="RUB">1500.00000 | Ccy="RUB">1e3      | line 10, column 42 (BkToCstmrStmt/Stmt/Ntry/Amt): must be a decimal number
          Ccy="RUB">1500.00000 | Ccy="RUB">-1       | (BkToCstmrStmt/Stmt/Ntry/Amt): must not be below zero
          Ccy="RUB">1500.00000 | Ccy="QQQ">1        | (BkToCstmrStmt/Stmt/Ntry/Amt): Ccy is not a currency of ISO 4217
          Ccy="RUB">1500.00000 | Ccy="EUR">1500     | (BkToCstmrStmt/Stmt/Bal/Amt): balances and entries do not add up
          Ccy="RUB">1500.00000 | Ccy="RUB">1500.01  | line 9, column 66 (BkToCstmrStmt/Stmt/Bal/Amt): opening balance 0.00 RUB and booked entries make 1500.01 RUB, not the closing balance 1500.00 RUB
          Ccy="RUB">1500.00000 | Ccy="RUB">99999999999999999999 | (BkToCstmrStmt/Stmt/Ntry/Amt): is too large
          <Sts>BOOK</Sts>      | <Sts>WHAT</Sts>    | (BkToCstmrStmt/Stmt/Ntry/Sts): must be BOOK, PDNG, FUTR or INFO
          <Sts>BOOK</Sts>      | <X/>               | (BkToCstmrStmt/Stmt/Ntry): an entry needs its status
          <Dt>2026-11-20       | <Dt>2026-02-30     | is not a day such as 2026-11-22
          <CdtDbtInd>CRDT      | <CdtDbtInd>CR      | must be CRDT or DBIT
          <Id>S-1</Id>         | <X/>               | (BkToCstmrStmt): a Stmt has no Id or no account
          camt.053.001.02      | camt.052.001.02    | is neither camt.053 nor camt.054, but Document of urn:iso:std:iso:20022:tech:xsd:camt.052.001.02
          camt.053.001.02      | camt.053.001.01    | only versions 02 to 12 are read
          camt.053.001.02      | camt.053.001.0     | only versions 02 to 12 are read
          """)
  void whatIsWrongIsNamedWithItsPlace(String good, String bad, String said) {
    String text =
        statement("02", balance("OPBD", "0", "CRDT") + balance("CLBD", "1500", "CRDT") + IN)
            .replaceFirst(good.strip(), bad.strip());

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadCamtException.class)
        .hasMessageStartingWith("bank.xml: line ")
        .hasMessageContaining(said.strip());
  }

  @Test
  void aDocumentTypeIsRefusedAndNothingIsFetched() {
    String text =
        statement("02", IN)
            .replaceFirst(
                "<Document", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Document")
            .replace("Anna &amp; Co", "&x;");

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadCamtException.class)
        .hasMessageContaining("document type");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40, 200, 500, 900})
  void aCutFileIsRefused(int length) {
    assertThatThrownBy(() -> read(statement("02", IN).substring(0, length)))
        .isInstanceOf(BadCamtException.class)
        .hasMessageStartingWith("bank.xml: line ")
        .hasMessageContaining("is not well-formed XML: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsNoXmlAtAllIsRefused() {
    byte[] noise = new byte[4_096];
    new java.util.Random(7).nextBytes(noise);

    assertThatThrownBy(() -> CamtReader.read("bank.xml", new ByteArrayInputStream(noise)))
        .isInstanceOf(BadCamtException.class);
  }

  @Test
  void aFileBeyondItsBoundIsRefused() {
    byte[] text = statement("02", IN).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> CamtReader.read("bank.xml", new ByteArrayInputStream(text), 800))
        .isInstanceOf(BadCamtException.class)
        .hasMessage("bank.xml: cannot be read: is larger than 800 bytes");
  }

  @Test
  void elementsWithoutEndAreRefusedBeforeTheyFillTheMemory() {
    String deep = "<a>".repeat(100) + "</a>".repeat(100);

    assertThatThrownBy(() -> read(statement("02", deep)))
        .isInstanceOf(BadCamtException.class)
        .hasMessageContaining("elements are more than 32 deep");
  }

  @Test
  void theSameStatementTwiceInAFileIsRefused() {
    String once = statement("02", IN);
    int from = once.indexOf("<Stmt>");
    int to = once.indexOf("</BkToCstmrStmt>");
    String twice = once.substring(0, to) + once.substring(from, to) + once.substring(to);

    assertThatThrownBy(() -> read(twice))
        .isInstanceOf(BadCamtException.class)
        .hasMessageContaining("statement S-1 of RU01 comes twice");
  }

  @Test
  void aFileThatWasHereBeforeIsKnownByItsBytesOrByItsStatement() throws Exception {
    CamtFile first = read(statement("02", IN));
    CamtFile written = read(statement("02", IN) + "\n");
    CamtFile other = read(statement("02", IN).replace("S-1", "S-2"));
    CamtFile page = read(statement("04", "<StmtPgntn><PgNb>2</PgNb></StmtPgntn>" + IN));

    assertThat(read(statement("02", IN)).fingerprint()).isEqualTo(first.fingerprint());
    assertThat(written.fingerprint()).isNotEqualTo(first.fingerprint());
    assertThat(key(written)).isEqualTo(key(first));
    assertThat(List.of(key(other), key(page))).doesNotContain(key(first));
  }

  private static CamtStatement.Key key(CamtFile file) {
    return file.statements().getFirst().key(file.kind());
  }

  @Test
  void manyEntriesAreReadInAMoment() throws Exception {
    CamtFile file = read(statement("02", IN.repeat(20_000)));

    assertThat(file.statements().getFirst().entries()).hasSize(20_000);
  }

  private static CamtFile read(String text) throws BadCamtException {
    return read(text, StandardCharsets.UTF_8);
  }

  private static CamtFile read(String text, Charset encoding) throws BadCamtException {
    return CamtReader.read("bank.xml", new ByteArrayInputStream(text.getBytes(encoding)));
  }

  /** Its entries begin on line 8. */
  private static String statement(String version, String content) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.%s">
    <BkToCstmrStmt>
    <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-11-21T01:00:00</CreDtTm></GrpHdr>
    <!-- what an account did -->
    <Stmt><Id>S-1</Id><CreDtTm>2026-11-21T01:00:00</CreDtTm>
    <Acct><Id><IBAN>RU01</IBAN></Id><Ccy>RUB</Ccy></Acct>
    %s</Stmt>
    </BkToCstmrStmt>
    </Document>
    """
        .formatted(
            version, content.replace("<Ntry>", "\n<Ntry>").replace("</Bal><Bal>", "</Bal>\n<Bal>"))
        .replaceFirst("\n\n", "\n");
  }

  private static String balance(String code, String amount, String sign) {
    return """
    <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">%s</Amt>\
    <CdtDbtInd>%s</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>\
    """
        .formatted(code, amount, sign);
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
