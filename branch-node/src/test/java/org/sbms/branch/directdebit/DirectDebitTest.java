package org.sbms.branch.directdebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.bankfiles.pain.CollectionOrder.Debtor;
import org.sbms.bankfiles.pain.CollectionOrder.Scheme;
import org.sbms.bankfiles.pain.Pain008;
import org.sbms.branch.bank.BankCalendar;
import org.sbms.branch.bank.BankFeature;
import org.sbms.branch.bank.WorkOnBank;
import org.sbms.branch.directdebit.WorkOnDirectDebits.AddMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ChangeMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collected;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CreditorSettings;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DrawUpRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListCollections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.MandateState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.NoteReturn;
import org.sbms.branch.directdebit.WorkOnDirectDebits.PresentRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Run;
import org.sbms.branch.directdebit.WorkOnDirectDebits.SaveCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRunFile;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;
import org.sbms.kit.seal.Seal;

/** Collections from the mandate to the bank's file and back, over a real database. */
final class DirectDebitTest {
  private static final BankCalendar CALENDAR = new BankCalendar(BankCalendar.Calendars.none());
  private static final String OURS = "RU0204452560040702810412345678901";
  private static final Map<BranchCode, BankFeature> BANKS = new HashMap<>();
  private static final Map<BranchCode, DirectDebitFeature> DEBITS = new HashMap<>();
  private static TwoBranches both;
  private static Caller olga;
  private static Caller head;
  private static int made;
  private static int papers;
  private AccountNumber account;
  private Mandate mandate;

  @BeforeAll
  static void open(@TempDir Path folder) {
    both =
        new TwoBranches(
            Set.of(
                BankFeature.WORK,
                BankFeature.SET,
                DirectDebitFeature.VIEW,
                DirectDebitFeature.WORK,
                DirectDebitFeature.PRESENT),
            parts -> {
              Path keys = folder.resolve(parts.code().value());
              BankFeature bank =
                  new BankFeature(
                      parts.code(),
                      rub("0.00").currency(),
                      Seal.of(keys, "bank.key"),
                      DirectDebitFeature.expected(),
                      parts.payments(),
                      parts.accounts(),
                      parts.days(),
                      CALENDAR,
                      parts.ledger(),
                      parts.clock(),
                      new Random(8));
              bank.register(parts.operations());
              BANKS.put(parts.code(), bank);
              DirectDebitFeature debits =
                  new DirectDebitFeature(
                      parts.code(),
                      rub("0.00").currency(),
                      Seal.of(keys, "directdebit.key"),
                      parts.accounts(),
                      parts.days(),
                      CALENDAR,
                      parts.clock(),
                      new Random(9));
              debits.register(parts.operations());
              DEBITS.put(parts.code(), debits);
            },
            "rating",
            "billing",
            BankFeature.MIGRATIONS,
            DirectDebitFeature.MIGRATIONS);
    olga = both.nw.person("olga", "manager");
    head = both.nw.person("head", "manager");
    done(olga, new WorkOnBank.SaveOwnAccount(OURS, "Main"));
    assertThat(code(olga, new DrawUpRun(dayAhead()))).isEqualTo("no-creditor");
    done(
        head,
        new SaveCreditor(
            new CreditorSettings(
                "North-West TV", OURS, "TESTRUMMXXX", "DE98ZZZ09999999999", rub("1000.00"))));
  }

  @AfterAll
  static void close() {
    both.close();
  }

  /** Each test has an account to itself, as long as there are some. */
  @BeforeEach
  void aMandate() {
    account = both.nw.accounts.get(made++);
    mandate =
        done(
            olga,
            new AddMandate(
                account,
                "M-" + ++papers,
                Scheme.CORE,
                LocalDate.of(2026, 1, 15),
                new Debtor("Anna Smirnova", "DE89370400440532013000", "")));
  }

  @AfterEach
  void booksAgree() {
    assertThat(-both.nw.ledgerNet("2395"))
        .isEqualTo(
            both.nw
                .database
                .one(
                    row -> row.getLong(0),
                    "select coalesce(sum(open_minor), 0)::bigint from bank_line")
                .orElseThrow());
  }

  @Test
  void whatIsDueIsAskedForByAnotherPersonAndCreditedWhenTheBankSaysSo() throws Exception {
    long before = balance();
    UUID invoice = invoice("150.00");
    invoice("1000.01");
    Run run = done(olga, new DrawUpRun(dayAhead()));
    assertThat(run)
        .returns(1, Run::count)
        .returns(rub("150.00"), Run::total)
        .returns(1, Run::setAside);
    assertThat(code(olga, new DrawUpRun(dayAhead()))).as("once").isEqualTo("nothing-due");
    assertThat(code(olga, new PresentRun(run.id()))).isEqualTo("own-run");
    Run presented = done(head, new PresentRun(run.id()));
    assertThat(presented.decidedBy()).isEqualTo("head");
    assertThat(code(head, new PresentRun(run.id()))).isEqualTo("state-conflict");
    String xml = ask(new ShowRunFile(run.id())).xml();
    Pain008.validate(xml);
    assertThat(xml)
        .contains("<SeqTp>FRST</SeqTp>", "<IBAN>DE89370400440532013000</IBAN>", ">150.00<")
        .contains("<MndtId>" + mandate.reference() + "</MndtId>", "<CtrlSum>150.00</CtrlSum>");
    assertThat(balance()).as("nothing is credited before the bank says so").isEqualTo(before);

    Collected collection = planned(run, invoice);
    bank("CRDT", "150.00", collection.endToEndId(), "");
    assertThat(balance()).isEqualTo(before + 150_00);
    assertThat(planned(run, invoice).state()).isEqualTo(CollectionState.COLLECTED);
    assertThat(ask(new ShowMandate(mandate.id())).used()).isTrue();

    bank("DBIT", "150.00", collection.endToEndId(), "AM04");
    assertThat(balance()).as("a return takes the money back").isEqualTo(before);
    assertThat(planned(run, invoice))
        .returns(CollectionState.RETURNED, Collected::state)
        .returns("AM04", Collected::reason)
        .returns(true, Collected::again);

    assertThat(code(olga, new DrawUpRun(dayAhead()))).as("not at once").isEqualTo("nothing-due");
    both.nw.clock.forward(Duration.ofDays(4));
    Run second = done(olga, new DrawUpRun(dayAhead()));
    assertThat(planned(second, invoice).attempt()).isEqualTo(2);
    done(head, new PresentRun(second.id()));
    assertThat(ask(new ShowRunFile(second.id())).xml()).contains("<SeqTp>RCUR</SeqTp>");
    done(olga, new NoteReturn(planned(second, invoice).id(), "AM04"));
    both.nw.clock.forward(Duration.ofDays(4));
    assertThat(code(olga, new DrawUpRun(dayAhead())))
        .as("twice is enough")
        .isEqualTo("nothing-due");
  }

  @Test
  void aReturnThatSpeaksAgainstTheMandateSuspendsIt() {
    UUID invoice = invoice("20.00");
    Run run = done(olga, new DrawUpRun(dayAhead()));
    done(head, new PresentRun(run.id()));
    assertThat(code(olga, new NoteReturn(planned(run, invoice).id(), "nonsense")))
        .isEqualTo("invalid");
    done(olga, new NoteReturn(planned(run, invoice).id(), "AC04"));
    assertThat(ask(new ShowMandate(mandate.id())))
        .returns(MandateState.SUSPENDED, Mandate::state)
        .returns("AC04", Mandate::reason);
    invoice("30.00");
    assertThat(code(olga, new DrawUpRun(dayAhead()))).isEqualTo("nothing-due");
  }

  @Test
  void whatWasPaidMeanwhileIsNotAskedFor() {
    UUID invoice = invoice("40.00");
    UUID other = invoice("41.00");
    Run run = done(olga, new DrawUpRun(dayAhead()));
    both.nw.asSuperuser("update invoice set open_minor = 0 where id = '" + invoice + "'");
    done(head, new PresentRun(run.id()));
    assertThat(planned(run, invoice))
        .returns(CollectionState.DROPPED, Collected::state)
        .returns("paid-meanwhile", Collected::reason);
    assertThat(ask(new ShowRunFile(run.id())).xml())
        .contains(planned(run, other).endToEndId())
        .doesNotContain(planned(run, invoice).endToEndId());
    both.nw.asSuperuser("update invoice set open_minor = 0 where id = '" + other + "'");
  }

  @ParameterizedTest(name = "{0} is wrong")
  @CsvSource({
    "reference, 'X-9', 'Имя',           DE89370400440532013000, ''",
    "iban,      'X-9', Anna,            DE89370400440532013001, ''",
    "bic,       'X-9', Anna,            DE89370400440532013000, XX",
    "empty,     '',    Anna,            DE89370400440532013000, ''",
  })
  void aMandateThatNoBankWouldTakeIsRefused(
      String what, String reference, String name, String iban, String bic) {
    done(olga, new ChangeMandate(mandate.id(), MandateState.ENDED, "test"));
    assertThat(
            code(
                olga,
                new AddMandate(
                    account,
                    reference,
                    Scheme.CORE,
                    LocalDate.of(2026, 1, 15),
                    new Debtor(name, iban, bic))))
        .as(what)
        .isEqualTo("invalid");
    made--;
  }

  private UUID invoice(String amount) {
    UUID id = UUID.randomUUID();
    both.nw.asSuperuser(
        """
        insert into invoice (id, number, kind, account, customer_id, period_from, period_until,
          issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor, language,
          issued_by)
        select '%s', 'NW-2026-%08d', 'INVOICE', number, customer_id, '2026-11-01', '2026-12-01',
          '2026-11-01', '2026-11-15', 'RUB', %3$d, 0, %3$d, %3$d, 'EN', 'system'
        from account where number = '%4$s'
        """
            .formatted(id, ++invoices, rub(amount).minor(), account.value()));
    return id;
  }

  private static int invoices;
  private static int files;

  /** The bank's file, and what our clocks then do. */
  private static void bank(String sign, String amount, String endToEnd, String reason) {
    String returned = reason.isEmpty() ? "" : "<RtrInf><Rsn><Cd>" + reason + "</Cd></Rsn></RtrInf>";
    String xml =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-21T01:00:00</CreDtTm></GrpHdr>
        <Ntfctn><Id>N-%d</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>
        <Ntry><Amt Ccy="RUB">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>B-%1$d</AcctSvcrRef><NtryDtls><TxDtls>
        <Refs><EndToEndId>%s</EndToEndId></Refs>%s</TxDtls></NtryDtls></Ntry>
        </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
        """
            .formatted(++files, OURS, amount, sign, endToEnd, returned);
    done(
        olga,
        new WorkOnBank.TakeBankFile(
            "b.xml", "", Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8))));
    java.util.Objects.requireNonNull(BANKS.get(TwoBranches.NW)).work(both.nw.database);
    java.util.Objects.requireNonNull(DEBITS.get(TwoBranches.NW)).work(both.nw.database);
  }

  private static Collected planned(Run run, UUID invoice) {
    Collections found = ask(new ListCollections(run.id(), Optional.empty(), "", 0, 100));
    return found.items().stream()
        .filter(one -> one.invoice().equals(invoice))
        .findFirst()
        .orElseThrow();
  }

  private long balance() {
    return both.nw.balance(account).minor();
  }

  private static LocalDate dayAhead() {
    return LocalDate.ofInstant(both.nw.clock.instant(), java.time.ZoneOffset.UTC).plusDays(5);
  }

  private static <R> R ask(Operation<R> question) {
    return ((Outcome.Done<R>) both.nw.executor.run(head, Request.query(question))).result();
  }

  private static <R> R done(Caller caller, Operation<R> operation) {
    Outcome<R> outcome = both.nw.run(caller, operation, UUID.randomUUID().toString());
    if (outcome instanceof Outcome.Done<R>(R result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  private static String code(Caller caller, Operation<?> operation) {
    return both.nw.run(caller, operation, UUID.randomUUID().toString())
            instanceof Outcome.Refused<?> refused
        ? refused.refusal().code().code()
        : "done";
  }
}
