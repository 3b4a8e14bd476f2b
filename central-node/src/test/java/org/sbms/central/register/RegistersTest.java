package org.sbms.central.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.register.WorkOnRegisters.MatchLine;
import org.sbms.central.register.WorkOnRegisters.PairByHand;
import org.sbms.central.register.WorkOnRegisters.SaveSource;
import org.sbms.central.register.WorkOnRegisters.ShowSource;
import org.sbms.central.register.WorkOnRegisters.SourceWork;
import org.sbms.central.register.WorkOnRegisters.TakeRegister;
import org.sbms.central.register.WorkOnRegisters.UndoMatch;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.AskTakings;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;
import org.sbms.reconciliation.thirdparty.Dialect;

class RegistersTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Source KIOSK =
      new Source(
          "KIOSK",
          "Kiosks",
          Source.Format.CSV,
          PaymentMethod.TERMINAL,
          new Dialect(
              ";",
              "UTF-8",
              true,
              0,
              true,
              "dd.MM.yyyy",
              "RUB",
              new Dialect.Columns("no", "sum", "day", "", "")),
          100,
          0,
          1);

  private final TestDatabase db = TestDatabase.with("operation", "access", "register");
  private final Operations operations = new Operations();
  private final Map<BranchCode, List<AskTakings.Taking>> taken = new ConcurrentHashMap<>();
  private volatile boolean isDown;
  private RegisterJob job;
  private Executor executor;

  @BeforeEach
  void open() {
    Remote wire = new Wire();
    job = RegisterJob.start(db.database(), wire, () -> List.of(NW, SO), Clock.systemUTC());
    RegisterFeature.register(operations, Clock.systemUTC(), job::wake);
    executor =
        new Executor(
            NodeId.CENTRAL, operations, db.database(), wire, AuditLog.NONE, Clock.systemUTC());
    done(new SaveSource(KIOSK));
    taken.put(NW, List.of(taking(NW, 1, "K-1", "100.00", DAY), taking(NW, 2, "K-2", "60.00", DAY)));
    taken.put(SO, List.of(taking(SO, 3, "K-2", "40.00", DAY), taking(SO, 4, "", "7.77", DAY)));
  }

  @AfterEach
  void close() {
    job.close();
    executor.close();
    db.close();
  }

  @Test
  void aRegisterIsMatchedWithWhatAllBranchesTook() {
    take("a.csv", "no;sum;day\nK-1;100,50;20.11.2026\nK-2;100;20.11.2026\nK-9;55;20.11.2026\n");

    SourceWork work = matched(1);

    assertThat(work.matches())
        .extracting(MatchLine::rule, match -> match.difference().amount())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("reference-about", "0.50"),
            org.assertj.core.groups.Tuple.tuple("joined", "0.00"));
    assertThat(work.lines()).extracting(line -> line.reference()).containsExactly("K-9");
    assertThat(work.payments())
        .extracting(payment -> payment.amount().amount())
        .containsExactly("7.77");
  }

  @Test
  void aBranchThatIsSilentIsWaitedFor() {
    isDown = true;
    take("a.csv", "no;sum;day\nK-1;100;20.11.2026\n");
    await().until(() -> show().waiting().filter(file -> !file.problem().isEmpty()).isPresent());
    assertThat(show().waiting().orElseThrow().problem()).contains("SO").contains("no answer");
    assertThat(show().matches()).isEmpty();
    isDown = false;
    assertThat(matched(1).matches()).hasSize(1);
  }

  @Test
  void aFileCountsOnceAndSoDoesABanksStatement() {
    take("a.csv", "no;sum;day\nK-1;100;20.11.2026\n");
    assertThat(refused("b.csv", "no;sum;day\nK-1;100;20.11.2026\n", "KIOSK"))
        .contains("taken in before");
    done(
        new SaveSource(
            new Source(
                "BANK",
                "Bank",
                Source.Format.CAMT,
                PaymentMethod.BANK_TRANSFER,
                KIOSK.dialect(),
                0,
                0,
                1)));
    String camt = camt("S-1");
    done(new TakeRegister("BANK", "s.xml", base64(camt)));
    assertThat(refused("s.xml", camt, "BANK")).isEqualTo("This file was taken in before.");
    assertThat(refused("s2.xml", camt + "\n", "BANK"))
        .isEqualTo("A statement in this file was taken in before.");
    assertThat(db.database().one(row -> row.getLong(0), "select count(*) from register_file"))
        .contains(2L);
    done(new TakeRegister("BANK", "s3.xml", base64(camt("S-2"))));
  }

  @Test
  void whatIsWrongWithAFileIsSaidWithItsPlaceAndNothingIsKept() {
    assertThat(refused("a.csv", "no;sum;day\nK-1;100;20.11.2026\nK-2;1e5;20.11.2026\n", "KIOSK"))
        .isEqualTo("a.csv: line 3, column sum: must be a decimal number such as 100.00");
    assertThat(show().files()).isEmpty();
  }

  @Test
  void theRestIsPairedByHandAndUndoneAndRulesLeaveItAloneThen() {
    take("a.csv", "no;sum;day\nK-1;100;20.11.2026\nK-9;8;20.11.2026\n");
    SourceWork work = matched(1);
    List<Long> lines = List.of(work.lines().getFirst().id());
    List<UUID> payments =
        work.payments().stream()
            .filter(payment -> payment.reference().isEmpty())
            .map(payment -> payment.id())
            .toList();

    UUID match = done(new PairByHand("KIOSK", lines, payments, "Rounded.")).matchId();

    assertThat(show().lines()).isEmpty();
    assertThat(show().matches())
        .filteredOn(each -> each.id().equals(match))
        .singleElement()
        .satisfies(each -> assertThat(each.difference().amount()).isEqualTo("0.23"));
    assertThat(run(new PairByHand("KIOSK", lines, payments, "Again.")))
        .isInstanceOf(Outcome.Refused.class);
    UUID byRule =
        show().matches().stream()
            .filter(each -> each.rule().equals("reference"))
            .findFirst()
            .orElseThrow()
            .id();
    done(new UndoMatch(match));
    done(new UndoMatch(byRule));
    assertThat(run(new UndoMatch(match))).isInstanceOf(Outcome.Refused.class);
    take("b.csv", "no;sum;day\nK-7;1;21.11.2026\n");
    SourceWork after = matched(2);
    assertThat(after.matches()).isEmpty();
    assertThat(after.lines()).hasSize(3);
  }

  @Test
  void aDayOfRegistersOnThePages() {
    try (TestSite site =
        TestSite.on(
                db,
                "central/openapi.yaml",
                new RegisterWeb(
                    new Executor(
                        new NodeId("NW"),
                        operations,
                        db.database(),
                        new Wire(),
                        AuditLog.NONE,
                        Clock.systemUTC())))
            .user("finance", everything())) {
      TestBrowser finance = site.browser().login("finance");
      assertThat(finance.get("/registers").body()).contains("Kiosks");
      assertThat(
              finance
                  .submit("/registers/new", "/registers/new", Map.of("code", "x", "days", "soon"))
                  .statusCode())
          .isEqualTo(422);
      assertThat(finance.get("/registers/KIOSK/settings").body()).contains("dd.MM.yyyy");
      take("a.csv", "no;sum;day\nK-1;100;20.11.2026\nK-9;8;20.11.2026\n");
      matched(1);
      String page = finance.get("/registers/KIOSK").body();
      assertThat(page).contains("Same reference", "K-9", "a.csv");
      assertThat(
              finance
                  .submit("/registers/KIOSK", "/registers/KIOSK/pairs", Map.of("reason", "x"))
                  .statusCode())
          .isEqualTo(422);
      String match = page.replaceAll("(?s).*name=\"match\" value=\"([^\"]*)\".*", "$1");
      assertThat(
              finance
                  .submit("/registers/KIOSK", "/registers/KIOSK/undo", Map.of("match", match))
                  .statusCode())
          .isEqualTo(303);
      assertThat(show().matches()).isEmpty();
      assertThat(finance.header("Accept-Language", "ru").get("/registers").body())
          .contains("Реестры");
    }
  }

  private void take(String file, String csv) {
    done(new TakeRegister("KIOSK", file, base64(csv)));
  }

  private SourceWork matched(int files) {
    await().until(() -> show().files().size() == files && show().waiting().isEmpty());
    return show();
  }

  private SourceWork show() {
    return ((Outcome.Done<SourceWork>) executor.run(user(), Request.query(new ShowSource("KIOSK"))))
        .result();
  }

  private String refused(String file, String text, String source) {
    Outcome<?> outcome = run(new TakeRegister(source, file, base64(text)));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().detail();
  }

  private <R> Outcome<R> run(Operation<R> command) {
    return executor.run(user(), Request.command(command, UUID.randomUUID().toString()));
  }

  private <R> R done(Operation<R> command) {
    Outcome<R> outcome = run(command);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private Caller user() {
    return new Caller(
        new Actor(NodeId.CENTRAL, "finance", "finance"),
        NodeId.CENTRAL,
        operations.all().stream().map(OperationSpec::permission).collect(Collectors.toSet()));
  }

  private Permission[] everything() {
    return operations.all().stream()
        .map(OperationSpec::permission)
        .distinct()
        .toArray(Permission[]::new);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static AskTakings.Taking taking(
      BranchCode branch, int number, String reference, String amount, LocalDate day) {
    return new AskTakings.Taking(
        new UUID(7, number),
        branch + "-26-0000000" + number,
        reference,
        AccountNumber.of(branch, number),
        Money.parse(amount, "RUB"),
        day);
  }

  private static String camt(String statement) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
    <GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>%s</Id><Acct><Id><IBAN>RU01</IBAN></Id></Acct>
    <Ntry><Amt Ccy="RUB">5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>
    """
        .formatted(statement);
  }

  private final class Wire implements Remote {
    @Override
    @SuppressWarnings("unchecked") // the result belongs to the operation that was matched
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      AskTakings asked = (AskTakings) request.operation();
      if (isDown && asked.branch().equals(SO)) {
        return new Outcome.Unknown<>("no answer");
      }
      List<AskTakings.Taking> found =
          new ArrayList<>(taken.getOrDefault(asked.branch(), List.of()));
      found.sort(Comparator.comparing(AskTakings.Taking::paymentId));
      found.removeIf(each ->
          asked.method() != PaymentMethod.TERMINAL
              || each.day().isBefore(asked.from())
              || each.day().isAfter(asked.to()));
      return Outcome.done((R) new AskTakings.Takings(found));
    }
  }
}
