package org.sbms.branch.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.NodeId;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.TestBrowser;
import org.sbms.kit.web.TestSite;

class NoticesTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final UUID MISMATCH = UUID.fromString("0193a000-0000-7000-8000-00000000000a");
  private static final UUID PAYMENT = UUID.fromString("0193a000-0000-7000-8000-00000000000b");

  private final TestDatabase db =
      TestDatabase.with("operation", "access", NoticeFeature.MIGRATIONS);
  private final Operations operations = new Operations();
  private Executor executor;
  private TestSite site;

  @BeforeEach
  void open() {
    NoticeFeature.register(operations, Clock.systemUTC());
    executor =
        new Executor(
            NodeId.of(NW),
            operations,
            db.database(),
            new Nobody(),
            AuditLog.NONE,
            Clock.systemUTC());
    site =
        TestSite.on(db, "branch/openapi.yaml", new NoticeFeature(executor))
            .user("manager", NoticeFeature.VIEW);
  }

  @AfterEach
  void close() {
    site.close();
    executor.close();
    db.close();
  }

  @Test
  void aNoticeOfCentralIsShownOnThePageAndInTheApi() {
    assertThat(store(notice(1, MismatchNotice.State.OPEN))).isEqualTo(1);
    TestBrowser manager = site.browser().login("manager");
    assertThat(manager.get("/mismatches").body())
        .contains("Amount differs", "SO000010427", "100.00", "90.00", PAYMENT.toString());
    assertThat(manager.get("/mismatches?kind=DUPLICATE").body()).doesNotContain(PAYMENT.toString());
    assertThat(site.browser().token("manager").get("/api/v1/mismatches?state=OPEN").body())
        .contains("\"kind\":\"AMOUNT_DIFFERS\"", "\"origin\":\"NW\"", "\"home\":\"SO\"");
  }

  @Test
  void aLaterRevisionReplacesAnEarlierOneInWhateverOrderTheyCome() {
    assertThat(store(notice(2, MismatchNotice.State.CORRECTED))).isEqualTo(1);
    assertThat(store(notice(1, MismatchNotice.State.OPEN))).isZero();
    assertThat(store(notice(2, MismatchNotice.State.CORRECTED))).isZero();
    assertThat(site.browser().login("manager").get("/mismatches").body()).contains("Corrected");
  }

  private int store(MismatchNotice notice) {
    Caller central =
        new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of(NoticeFeature.RECEIVE));
    var outcome =
        executor.run(
            central,
            Request.command(
                new NotifyMismatches(NW, List.of(notice)), UUID.randomUUID().toString()));
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<NotifyMismatches.Stored>) outcome).result().news();
  }

  private static MismatchNotice notice(long revision, MismatchNotice.State state) {
    return new MismatchNotice(
        MISMATCH,
        revision,
        MismatchKind.AMOUNT_DIFFERS,
        state,
        NW,
        SO,
        PAYMENT,
        "SO000010427",
        "100.00",
        "90.00",
        "",
        Instant.parse("2026-11-22T12:00:00Z"));
  }

  private static final class Nobody implements Remote {
    @Override
    public <O extends org.sbms.contract.Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new IllegalStateException("no other node here");
    }
  }
}
