package org.sbms.branch.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.bank.BankFiles.credit;
import static org.sbms.branch.bank.BankFiles.entry;
import static org.sbms.branch.bank.BankFiles.file;
import static org.sbms.branch.bank.BankFiles.notification;
import static org.sbms.branch.bank.BankFiles.statement;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.bank.WorkOnBank.AssignBankLine;
import org.sbms.branch.bank.WorkOnBank.BankFile;
import org.sbms.branch.bank.WorkOnBank.CloseBankLine;
import org.sbms.branch.bank.WorkOnBank.Closing;
import org.sbms.branch.bank.WorkOnBank.ListBankLines;
import org.sbms.branch.bank.WorkOnBank.PairReversal;
import org.sbms.branch.bank.WorkOnBank.SaveOwnAccount;
import org.sbms.branch.bank.WorkOnBank.SaveStatementDialect;
import org.sbms.branch.bank.WorkOnBank.SaveVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.Share;
import org.sbms.branch.bank.WorkOnBank.TakeBackShare;
import org.sbms.branch.bank.WorkOnReturns.AskReturn;
import org.sbms.branch.directdebit.DirectDebitFeature;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;
import org.sbms.kit.seal.Seal;

/** Bank files over two real branches; after each test suspense is what open lines come to. */
final class BankTest {
  private static final BankCalendar CALENDAR = new BankCalendar(BankCalendar.Calendars.none());
  private static final Map<BranchCode, BankFeature> FEATURES = new HashMap<>();
  private static final StatementDialect CSV =
      new StatementDialect(
          "csv",
          ';',
          "UTF-8",
          0,
          false,
          Map.of(
              "booked_on",
              "#1",
              "amount",
              "#2",
              "bank_reference",
              "#3",
              "end_to_end_id",
              "#4",
              "text",
              "#5",
              "return_reason",
              "#6"),
          BankFiles.OURS,
          "yyyy-MM-dd",
          '.',
          List.of(),
          List.of());
  private static TwoBranches both;
  private static AccountNumber anna;
  private static AccountNumber boris;
  private static AccountNumber far;
  private static Caller olga;
  private static int files;

  @BeforeAll
  static void open(@TempDir Path folder) {
    both =
        new TwoBranches(
            Set.of(BankFeature.VIEW, BankFeature.WORK, BankFeature.SET),
            parts -> {
              BankFeature feature =
                  new BankFeature(
                      parts.code(),
                      rub("0.00").currency(),
                      Seal.of(folder.resolve(parts.code().value()), "bank.key"),
                      DirectDebitFeature.expected(),
                      parts.payments(),
                      parts.accounts(),
                      parts.days(),
                      CALENDAR,
                      parts.ledger(),
                      parts.clock(),
                      new Random(8));
              feature.register(parts.operations());
              FEATURES.put(parts.code(), feature);
            },
            "rating",
            "billing",
            BankFeature.MIGRATIONS,
            DirectDebitFeature.MIGRATIONS);
    olga = both.nw.person("olga", "manager");
    anna = both.nw.accounts.get(0);
    boris = both.nw.accounts.get(1);
    far = both.so.accounts.get(0);
    done(new SaveOwnAccount("ru02 0445 2560 0407 0281 0412 3456 7890 1", "Main"));
    done(new SaveStatementDialect(CSV));
  }

  @AfterAll
  static void close() {
    both.close();
  }

  @AfterEach
  void suspenseIsWhatOpenLinesComeTo() {
    long lines =
        both.nw
            .database
            .one(
                row -> row.getLong(0), "select coalesce(sum(open_minor), 0)::bigint from bank_line")
            .orElseThrow();
    assertThat(-both.nw.ledgerNet("2395")).isEqualTo(lines);
    long atTheBank =
        both.nw
            .database
            .one(
                row -> row.getLong(0),
                """
                select coalesce(sum(amount_minor) filter (where state not in
                    ('RETURNED', 'BOOKED_BEFORE')), 0)::bigint from bank_line
                """)
            .orElseThrow();
    assertThat(both.nw.ledgerNet("1040"))
        .as("the bank has what came, less what went back, however often it was assigned")
        .isEqualTo(atTheBank);
  }

  @Test
  void whatNamesASubscriberIsCreditedAndTheRestWaits() {
    long before = balance(anna);
    long beforeFar = both.so.balance(far).minor();
    BankFile file =
        take(
            credit("R1", "100.00", "for " + anna)
                + credit("R2", "200.00", "internet of " + far)
                + credit("R3", "300.00", "for the flat")
                + entry("R4", "DBIT", "5.00", "", "fee of the bank", "", ""));
    assertThat(file.lines()).isEqualTo(3);
    assertThat(file.others()).isEqualTo(1);
    work();
    assertThat(balance(anna)).isEqualTo(before + 100_00);
    await()
        .untilAsserted(
            () -> assertThat(both.so.balance(far).minor()).isEqualTo(beforeFar + 200_00));
    BankLine.Whole first = line("R1");
    assertThat(first.line().state()).isEqualTo(LineState.DONE);
    assertThat(first.line().rule()).isEqualTo("ACCOUNT");
    assertThat(first.line().valueOn()).isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(first.payer().name()).isEqualTo("Somebody");
    assertThat(line("R3").line())
        .returns(LineState.OPEN, BankLine::state)
        .returns("nobody-named", BankLine::note);
  }

  @Test
  void aFileIsTakenOnceAndAnEntryOnceWhateverFileBringsIt() throws Exception {
    long before = balance(anna);
    String twice = credit("D1", "10.00", "for " + anna) + credit("D2", "20.00", "for " + anna);
    String xml = statement("S-dup", twice);
    take(file("one.xml", xml));
    assertThat(code(file("again.xml", xml))).isEqualTo("bank-file-repeated");
    BankFile reEncoded =
        take(
            file(
                "utf16.xml",
                xml.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\""),
                StandardCharsets.UTF_16));
    assertThat(reEncoded).returns(0, BankFile::lines).returns(2, BankFile::known);
    BankFile early =
        take(
            file("early.xml", notification("N-dup", twice + credit("D3", "40.00", "for " + anna))));
    assertThat(early).returns(1, BankFile::lines).returns(2, BankFile::known);
    work();
    assertThat(balance(anna)).isEqualTo(before + 70_00);
    List<Future<Outcome<BankFile>>> racing = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        String other = statement("S-race" + i, credit("D4", "80.00", "for " + anna));
        racing.add(people.submit(() -> run(file("race.xml", other))));
      }
    }
    for (Future<Outcome<BankFile>> one : racing) {
      assertThat(one.get()).isInstanceOf(Outcome.Done.class);
    }
    work();
    assertThat(balance(anna)).isEqualTo(before + 150_00);
  }

  @Test
  void twoLikePaymentsOfOneFileAreTwo() {
    long before = balance(anna);
    String one = credit("", "15.00", "for " + anna);
    take(one + one);
    take(statement("S-like", one + one + one));
    work();
    assertThat(balance(anna)).isEqualTo(before + 45_00);
  }

  @ParameterizedTest(name = "{0} first, {2} {3} and {4}: {6} more")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          camt | X01 | E-X01       | T-1 | E-X01       | 2026-11-20 | 0
          csv  | X02 | E-X02       | T-2 | E-X02       | 2026-11-20 | 0
          camt | X03 | NOTPROVIDED | ''  | NOTPROVIDED | 2026-11-20 | 0
          csv  | X04 | NOTPROVIDED | T-4 | ''          | 2026-11-20 | 0
          camt | X05 | E-X05       | T-5 | ''          | 2026-11-20 | 0
          csv  | X06 | E-X06       | T-6 | NOTPROVIDED | 2026-11-21 | 0
          csv  | X07 | NOTPROVIDED | ''  | E-X07       | 2026-11-20 | 0
          camt | X08 | E-X08       | T-8 | E-other     | 2026-11-20 | 1
          csv  | X09 | E-X09       | T-9 | E-other     | 2026-11-20 | 1
          camt | ''  | E-X10       | T-0 | E-X10       | 2026-11-20 | 0
          csv  | ''  | E-X11       | ''  | E-X11       | 2026-11-19 | 1
          """)
  void anEntryIsOneLineWhetherCamtOrCsvBringsItFirst(
      String first,
      String reference,
      String endToEnd,
      String transaction,
      String csvEndToEnd,
      LocalDate csvDay,
      int more) {
    WorkOnBank.TakeBankFile camt =
        file(
            "x.xml",
            statement(
                "S-x" + ++files,
                entry(reference, "CRDT", "6.00", endToEnd, "camt", "", "")
                    .replace("</EndToEndId>", "</EndToEndId><TxId>" + transaction + "</TxId>")));
    String line = csv(csvDay.toString(), "6.00", reference, csvEndToEnd, "csv", "");
    WorkOnBank.TakeBankFile csv = csvFile(line);
    boolean isCamtFirst = first.equals("camt");
    assertThat(take(isCamtFirst ? camt : csv).lines()).isEqualTo(1);
    assertThat(take(isCamtFirst ? csv : camt))
        .returns(more, BankFile::lines)
        .returns(1 - more, BankFile::known);
    assertThat(take(csvFile(line + "\n"))).returns(0, BankFile::lines).returns(1, BankFile::known);
  }

  @Test
  void likeEntriesOfCamtAndCsvAreCountedAgainstEachOther() {
    String like = credit("Y1", "8.00", "one of many").replace("E-Y1", "NOTPROVIDED");
    String csv = csv("2026-11-20", "8.00", "Y1", "", "other words", "");
    assertThat(take(like + like).lines()).isEqualTo(2);
    assertThat(take(csvFile(csv + csv + csv)))
        .returns(1, BankFile::lines)
        .returns(2, BankFile::known);
    assertThat(take(like + like + like)).returns(0, BankFile::lines).returns(3, BankFile::known);
    assertThat(take(csvFile(csv + csv + csv + csv)))
        .returns(1, BankFile::lines)
        .returns(3, BankFile::known);
  }

  @Test
  void aReturnThatNamesNoReferenceTakesNobodysMoneyBack() {
    long before = balance(anna);
    take(csvFile(csv("2026-11-20", "36.00", "Z1", "NOTPROVIDED", "for " + anna, "")));
    take(csvFile(csv("2026-11-21", "-36.00", "Z2", "NOTPROVIDED", "direct debit", "AM04")));
    work();
    assertThat(line("Z1").line().state()).isEqualTo(LineState.DONE);
    assertThat(line("Z2").line())
        .returns(LineState.OPEN, BankLine::state)
        .returns("credit-not-found", BankLine::note);
    assertThat(balance(anna)).isEqualTo(before + 36_00);
  }

  @Test
  void whatTheBankTakesBackIsNotSentBackToo() {
    String payer = "GB82WEST12345698765432";
    take(entry("Q1", "CRDT", "37.00", "E-Q1", "?", payer, ""));
    UUID id = line("Q1").line().id();
    assertThat(code(new AskReturn(id, "names nobody")))
        .as("a rule may still find whose it is")
        .isEqualTo("bank-line-not-open");
    work();
    done(new AskReturn(id, "names nobody"));
    take(entry("Q1", "DBIT", "37.00", "E-Q1", "", "", "<RvslInd>true</RvslInd>"));
    work();
    assertThat(lines("Q1")).extracting(row -> row.line().state()).containsOnly(LineState.REVERSED);
    assertThat(
            both.nw
                .database
                .one(
                    row -> row.getString(0), "select state from bank_return where line_id = $1", id)
                .orElseThrow())
        .isEqualTo("DROPPED");
  }

  @Test
  void moneyGoesBackToNoAccountWhoseDigitsAreWrong() {
    take(entry("Q2", "CRDT", "38.00", "E-Q2", "?", "DE89370400440532013001", ""));
    work();
    assertThat(code(new AskReturn(line("Q2").line().id(), "names nobody")))
        .isEqualTo("payer-account-unknown");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          </Stmt></BkToCstmrStmt></Document> | </Stmt>                 | bad-bank-file
          camt.053.001.08                    | pain.001.001.09         | bad-bank-file
          Ccy="RUB"                          | Ccy="EUR"               | wrong-currency
          RU02044525600                      | RU02044525601           | wrong-bank-account
          Ccy="RUB">7.00                     | Ccy="RUB">-7.00         | bad-bank-file
          """)
  void aFileThatIsNoneOfOursIsRefusedWhole(String good, String bad, String code) {
    long lines = both.nw.count("bank_line");
    String xml = statement("S-bad", credit("B1", "7.00", "x"));
    assertThat(xml).contains(good.strip());
    assertThat(code(file("bad.xml", xml.replace(good.strip(), bad.strip())))).isEqualTo(code);
    assertThat(both.nw.count("bank_line")).isEqualTo(lines);
  }

  @Test
  void aFileOfManyLinesIsTakenAndOneBeyondTheBoundIsNot() {
    String known = credit("H", "1.00", "x");
    assertThat(code(file("huge.xml", statement("S-huge", known.repeat(BankReading.MAX_LINES + 1)))))
        .isEqualTo("too-large");
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 1_500; i++) {
      entries.append(credit("H" + i, "1.00", i % 2 == 0 ? "for " + boris : "who knows"));
    }
    long before = balance(boris);
    take(file("large.xml", statement("S-large", entries.toString())));
    work();
    assertThat(balance(boris)).isEqualTo(before + 750_00);
  }

  @Test
  void aLineIsSplitOverSeveralSubscribersAndNeverMoreThanItIs() {
    take(credit("P1", "90.00", "three flats"));
    work();
    UUID line = line("P1").line().id();
    long before = balance(anna);
    assertThat(
            code(
                new AssignBankLine(
                    line, List.of(share(anna, "60.00"), share(boris, "30.01")), false)))
        .isEqualTo("more-than-open");
    assertThat(
            code(
                new AssignBankLine(
                    line, List.of(share(AccountNumber.of(TwoBranches.NW, 999), "1.00")), false)))
        .isEqualTo("invalid");
    done(new AssignBankLine(line, List.of(share(anna, "60.00"), share(far, "10.00")), false));
    assertThat(line("P1").line().open()).isEqualTo(rub("20.00"));
    assertThat(balance(anna)).isEqualTo(before + 60_00);
    done(new AssignBankLine(line, List.of(share(boris, "20.00")), false));
    assertThat(line("P1").line().state()).isEqualTo(LineState.DONE);
    assertThat(code(new AssignBankLine(line, List.of(share(boris, "0.01")), false)))
        .isEqualTo("bank-line-not-open");
    assertThat(line("P1").parts()).hasSize(3);
  }

  @Test
  void aPayerWhoIsRememberedIsKnownNextTimeAndSoIsAVirtualAccount() {
    long before = balance(boris);
    take(entry("V1", "CRDT", "11.00", "", "rent", "DE89370400440532013000", ""));
    work();
    done(new AssignBankLine(line("V1").line().id(), List.of(share(boris, "11.00")), true));
    take(entry("V2", "CRDT", "12.00", "", "rent", "DE89 3704 0044 0532 0130 00", ""));
    done(new SaveVirtualAccount("RU99 0001", anna));
    String virtual =
        entry("V3", "CRDT", "13.00", "", "rent", "DE89370400440532013000", "")
            .replace(
                "</RltdPties>",
                "<CdtrAcct><Id><Othr><Id>RU990001</Id></Othr></Id></CdtrAcct></RltdPties>");
    take(virtual);
    work();
    assertThat(line("V2").line().rule()).isEqualTo("PAYER");
    assertThat(balance(boris)).isEqualTo(before + 23_00);
    assertThat(line("V3").line().rule()).isEqualTo("VIRTUAL_ACCOUNT");
    assertThat(
            both.nw
                .database
                .one(
                    row -> row.getLong(0),
                    "select count(*) from bank_line t where strpos(t::text, 'DE8937') > 0")
                .orElseThrow())
        .as("who paid is sealed")
        .isZero();
  }

  @Test
  void anInvoiceNamesItsSubscriberAndAnAmountOnlyGivesAHint() {
    invoice("NW-2026-00000077", boris, 777_00);
    take(credit("I1", "5.00", "invoice NW-2026-00000077") + credit("I2", "777.00", "bill"));
    work();
    assertThat(line("I1").line().rule()).isEqualTo("INVOICE");
    assertThat(line("I2").line())
        .returns(LineState.OPEN, BankLine::state)
        .returns(Optional.of(boris), BankLine::hint)
        .returns("AMOUNT", BankLine::rule);
  }

  @Test
  void whatTheBankTakesBackIsTakenFromTheSubscriberAndLeavesNothingOpen() {
    long before = balance(anna);
    take(credit("K1", "31.00", "for " + anna));
    work();
    assertThat(balance(anna)).isEqualTo(before + 31_00);
    take(entry("K1", "DBIT", "31.00", "E-K1", "", "", "<RvslInd>true</RvslInd>"));
    work();
    assertThat(balance(anna)).isEqualTo(before);
    assertThat(lines("K1")).extracting(row -> row.line().state()).containsOnly(LineState.REVERSED);
    assertThat(both.nw.stateOf(line("K1").parts().getFirst().paymentId()))
        .isEqualTo(PaymentState.REVERSED);
  }

  @Test
  void aReversalOfAnotherBranchsPaymentWaitsUntilThatBranchHasTakenItBack() {
    long before = both.so.balance(far).minor();
    take(credit("K2", "32.00", "for " + far));
    work();
    await().untilAsserted(() -> assertThat(both.so.balance(far).minor()).isEqualTo(before + 32_00));
    both.wire = TwoBranches.Wire.CUT;
    take(entry("K2", "DBIT", "32.00", "E-K2", "", "", "<RvslInd>true</RvslInd>"));
    work();
    assertThat(lines("K2")).extracting(row -> row.line().note()).contains("waits-for-cancellation");
    both.wire = TwoBranches.Wire.WORKS;
    both.nw.wake(org.sbms.contract.NodeId.of(TwoBranches.SO));
    await()
        .untilAsserted(() -> {
          work();
          assertThat(lines("K2"))
              .extracting(row -> row.line().state())
              .containsOnly(LineState.REVERSED);
        });
    assertThat(both.so.balance(far).minor()).isEqualTo(before);
  }

  @Test
  void aReversalThatHomeRefusesWaitsForAPerson() {
    AccountNumber closing = both.so.accounts.get(2);
    take(credit("K4", "34.00", "for " + closing));
    work();
    await().untilAsserted(() -> assertThat(both.so.balance(closing).minor()).isEqualTo(34_00));
    both.so.asSuperuser("update account set state = 'TERMINATED' where number = '" + closing + "'");
    await()
        .untilAsserted(() -> assertThat(line("K4").parts().getFirst().state()).isEqualTo("POSTED"));
    take(entry("K4", "DBIT", "34.00", "E-K4", "", "", "<RvslInd>true</RvslInd>"));
    await()
        .untilAsserted(() -> {
          work();
          assertThat(lines("K4")).extracting(row -> row.line().note()).contains("account-closed");
        });
    work();
    assertThat(lines("K4"))
        .extracting(row -> row.line().state())
        .containsExactlyInAnyOrder(LineState.OPEN, LineState.DONE);
  }

  @Test
  void aReversalThatNamesNothingIsPairedByHand() {
    take(credit("K3", "33.00", "for " + anna));
    work();
    long before = balance(anna);
    take(entry("K9", "DBIT", "33.00", "other", "", "", "<RvslInd>true</RvslInd>"));
    work();
    BankLine reversal = line("K9").line();
    assertThat(reversal)
        .returns(LineState.OPEN, BankLine::state)
        .returns("credit-not-found", BankLine::note);
    assertThat(code(new AssignBankLine(reversal.id(), List.of(share(anna, "1.00")), false)))
        .isEqualTo("bank-line-not-open");
    assertThat(code(new CloseBankLine(reversal.id(), Closing.RETURNED, "x")))
        .isEqualTo("bank-line-not-open");
    assertThat(code(new PairReversal(reversal.id(), reversal.number()))).isEqualTo("no-pair");
    done(new PairReversal(reversal.id(), line("K3").line().number()));
    assertThat(line("K9").line().state()).isEqualTo(LineState.REVERSED);
    assertThat(balance(anna)).isEqualTo(before - 33_00);
  }

  @Test
  void whatHomeRejectsOrSomebodyCancelsIsInSuspenseAgain() {
    AccountNumber nobody = AccountNumber.of(TwoBranches.SO, 77);
    take(credit("J1", "41.00", "for " + nobody) + credit("J2", "42.00", "for " + anna));
    work();
    await()
        .untilAsserted(() -> {
          work();
          assertThat(line("J1").line())
              .returns(LineState.OPEN, BankLine::state)
              .returns("rejected-by-home", BankLine::note);
        });
    both.nw.cancel(line("J2").parts().getFirst().paymentId(), UUID.randomUUID().toString());
    work();
    assertThat(line("J2").line())
        .returns(LineState.OPEN, BankLine::state)
        .returns("payment-cancelled", BankLine::note);
    long before = balance(boris);
    done(new AssignBankLine(line("J2").line().id(), List.of(share(boris, "42.00")), false));
    done(new TakeBackShare(line("J2").parts().getLast().paymentId(), "wrong person"));
    assertThat(balance(boris)).isEqualTo(before);
    assertThat(line("J2").line().open()).isEqualTo(rub("42.00"));
  }

  @Test
  void whatIsReturnedLeavesSuspenseAndIsOver() {
    take(credit("T1", "51.00", "by mistake") + credit("T2", "52.00", "of a dealer"));
    work();
    done(new CloseBankLine(line("T1").line().id(), Closing.RETURNED, "PO 17"));
    done(new CloseBankLine(line("T2").line().id(), Closing.BOOKED_BEFORE, "voucher payment"));
    assertThat(line("T1").line().state()).isEqualTo(LineState.RETURNED);
    assertThat(code(new CloseBankLine(line("T1").line().id(), Closing.RETURNED, "PO 17")))
        .isEqualTo("bank-line-not-open");
  }

  private static Share share(AccountNumber account, String amount) {
    return new Share(account, rub(amount));
  }

  private static void invoice(String number, AccountNumber account, long openMinor) {
    both.nw.asSuperuser(
        """
        insert into invoice (id, number, kind, account, customer_id, period_from, period_until,
          issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor, template,
          template_version, language, issued_by)
        select gen_random_uuid(), '%s', 'INVOICE', number, customer_id, '2026-11-01', '2026-12-01',
          '2026-11-01', '2026-11-15', 'RUB', %d, 0, %d, %d, t.code, t.version, 'EN', 'system'
        from account, invoice_template t where number = '%s' limit 1
        """
            .formatted(number, openMinor, openMinor, openMinor, account.value()));
  }

  private static String csv(String... values) {
    return String.join(";", values) + "\n";
  }

  private static WorkOnBank.TakeBankFile csvFile(String lines) {
    return new WorkOnBank.TakeBankFile(
        "s.csv",
        CSV.name(),
        Base64.getEncoder().encodeToString(lines.getBytes(StandardCharsets.UTF_8)));
  }

  private static BankFile take(String entriesOrXml) {
    return take(
        file(
            "bank.xml",
            entriesOrXml.startsWith("<?xml")
                ? entriesOrXml
                : statement("S-" + ++files, entriesOrXml)));
  }

  private static BankFile take(WorkOnBank.TakeBankFile file) {
    return ((Outcome.Done<BankFile>) run(file)).result();
  }

  private static void work() {
    java.util.Objects.requireNonNull(FEATURES.get(TwoBranches.NW)).work(both.nw.database);
  }

  private static List<WorkOnBank.Row> lines(String reference) {
    Outcome<WorkOnBank.BankLines> found =
        both.nw.executor.run(
            olga,
            Request.query(
                new ListBankLines(
                    Optional.empty(), reference, Optional.empty(), "number", 0, 100)));
    return ((Outcome.Done<WorkOnBank.BankLines>) found)
        .result().items().stream()
            .filter(row -> row.line().bankReference().equals(reference))
            .toList();
  }

  private static BankLine.Whole line(String reference) {
    UUID id = lines(reference).getFirst().line().id();
    return ((Outcome.Done<BankLine.Whole>)
            both.nw.executor.run(olga, Request.query(new BankLine.Show(id))))
        .result();
  }

  private static long balance(AccountNumber account) {
    return both.nw.balance(account).minor();
  }

  private static <R> Outcome<R> run(Operation<R> operation) {
    return both.nw.run(olga, operation, UUID.randomUUID().toString());
  }

  private static <R> R done(Operation<R> operation) {
    Outcome<R> outcome = run(operation);
    if (outcome instanceof Outcome.Done<R>(R result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  private static String code(Operation<?> operation) {
    return run(operation) instanceof Outcome.Refused<?> refused
        ? refused.refusal().code().code()
        : "done";
  }
}
