package org.sbms.central.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.AskStatements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalPage;
import org.sbms.contract.JournalStatement;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.Money;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.PullJournal;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.ShowSettlement;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.json.Json;

/** A branch as central sees it: a real journal in a real database, and a drawer for notices. */
public final class FakeBranch implements AutoCloseable {
  static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  /** Past midnight where the branches are, and the day before in UTC. */
  private static final Instant NIGHT = Instant.parse("2026-11-21T22:00:00Z");

  final BranchCode code;
  final TestDatabase db = TestDatabase.with("journal");
  final Map<UUID, MismatchNotice> notices = new ConcurrentHashMap<>();
  final Map<String, PostSettlement> settled = new ConcurrentHashMap<>();
  final List<CorrectMismatch> corrections = new CopyOnWriteArrayList<>();
  final List<JournalStatement> closed = new CopyOnWriteArrayList<>();
  final Map<BranchCode, AskStatements.Head> told = new ConcurrentHashMap<>();
  volatile List<AskStatements.Difference> differences = List.of();

  /** What happens once, after the next answer was written and before it arrives. */
  volatile Runnable onTheWay = () -> {};

  private final Journal journal;
  private volatile boolean down;
  private volatile @Nullable String agent;

  FakeBranch(String code) {
    this.code = new BranchCode(code);
    this.journal = new Journal(this.code);
  }

  /** Money taken here for a subscriber of the other branch; gives the payment's id. */
  public UUID take(FakeBranch home, long minor) {
    UUID id = UUID.randomUUID();
    long accepted = write(JournalKind.PAYMENT_ACCEPTED, id, this, home, 0, minor);
    long posted = home.write(JournalKind.CREDIT_POSTED, id, this, home, accepted, minor);
    write(JournalKind.PAYMENT_CONFIRMED, id, this, home, posted, minor);
    return id;
  }

  /** The same by a dealer's login. */
  UUID takeAsDealer(String dealer, FakeBranch home, long minor) {
    agent = "dealer:" + dealer;
    try {
      return take(home, minor);
    } finally {
      agent = null;
    }
  }

  UUID takeWithoutAnswer(FakeBranch home, long minor) {
    UUID id = UUID.randomUUID();
    write(JournalKind.PAYMENT_ACCEPTED, id, this, home, 0, minor);
    return id;
  }

  void reverse(FakeBranch home, UUID id, long minor) {
    long requested = write(JournalKind.CANCEL_REQUESTED, id, this, home, 0, minor);
    long reversed = home.write(JournalKind.CREDIT_REVERSED, id, this, home, requested, minor);
    write(JournalKind.PAYMENT_REVERSED, id, this, home, reversed, minor);
  }

  /** Goods of this branch for a subscriber of the other one; what home keeps is not in it. */
  UUID supply(FakeBranch home, long minor) {
    UUID id = UUID.randomUUID();
    long issued = write(JournalKind.GOODS_ISSUED, id, this, home, 0, minor);
    long charged = home.write(JournalKind.GOODS_CHARGED, id, this, home, issued, minor);
    write(JournalKind.GOODS_CONFIRMED, id, this, home, charged, minor);
    return id;
  }

  void takeBack(FakeBranch home, UUID id, long minor) {
    long requested = write(JournalKind.GOODS_CANCEL_REQUESTED, id, this, home, 0, minor);
    long undone = home.write(JournalKind.GOODS_CHARGE_REVERSED, id, this, home, requested, minor);
    write(JournalKind.GOODS_REVERSED, id, this, home, undone, minor);
  }

  private long write(
      JournalKind kind, UUID id, FakeBranch origin, FakeBranch home, long heard, long minor) {
    boolean dayKnown =
        switch (kind) {
          case PAYMENT_CONFIRMED, GOODS_CONFIRMED -> true;
          default -> kind.side() == JournalKind.Side.HOME;
        };
    JournalDraft draft =
        new JournalDraft(
            kind,
            id,
            origin.code,
            home.code,
            heard,
            home.code + "000010427",
            Money.ofMinor(minor, "RUB"),
            NIGHT,
            dayKnown ? DAY : null,
            agent);
    return db.database()
        .inTransaction(tx -> journal.append(tx, List.of(draft)))
        .getFirst()
        .number();
  }

  /** Does what only somebody with a hand in the branch's database could do. */
  void tamper(String sql, Object... args) {
    db.asSuperuser(sql.formatted(args));
  }

  void goDown() {
    down = true;
  }

  void comeBack() {
    down = false;
  }

  JournalPage answer(PullJournal pull) {
    requireUp();
    Journal.Head head = journal.head(db.database());
    List<JournalEntry> entries =
        Journal.after(db.database(), code, pull.afterNumber(), pull.limit());
    JournalPage page = new JournalPage(entries, List.of(), head.number(), head.hash());
    letHappen();
    return page;
  }

  NotifyMismatches.Stored answer(NotifyMismatches notify) {
    requireUp();
    notify.notices().forEach(notice -> notices.put(notice.id(), notice));
    return new NotifyMismatches.Stored(notify.notices().size());
  }

  /** Books nothing, but remembers what it was to book, as its own ledger would. */
  PostSettlement.Posted answer(PostSettlement settlement) {
    requireUp();
    settled.put(settlement.window() + " " + settlement.stage(), settlement);
    return new PostSettlement.Posted(settlement.pairs().size());
  }

  ShowSettlement.Shown answer(ShowSettlement asked) {
    requireUp();
    List<PostSettlement.Stage> stages =
        java.util.Arrays.stream(PostSettlement.Stage.values())
            .filter(stage -> settled.containsKey(asked.window() + " " + stage))
            .toList();
    PostSettlement agreed = settled.get(asked.window() + " AGREED");
    return new ShowSettlement.Shown(
        stages,
        agreed == null
            ? List.of()
            : agreed.pairs().stream()
                .map(pair -> {
                  Money zero = Money.zero(pair.net().currency());
                  boolean pays = pair.net().isNegative();
                  return new ShowSettlement.Booked(
                      pair.counterparty(),
                      pays ? zero : pair.net(),
                      pays ? pair.net().negated() : zero);
                })
                .toList());
  }

  AskStatements.Stated answer(AskStatements ask) {
    requireUp();
    Journal.Head head = journal.head(db.database());
    JournalStatement now =
        new JournalStatement(
            code, DAY.plusDays(1), false, NIGHT, head.number(), head.hash(), List.of());
    AskStatements.Stated stated =
        new AskStatements.Stated(
            Json.write(now),
            closed.stream().map(Json::write).toList(),
            ask.withCheck() ? differences : List.of(),
            List.copyOf(told.values()));
    letHappen();
    return stated;
  }

  private void letHappen() {
    Runnable happening = onTheWay;
    onTheWay = () -> {};
    happening.run();
  }

  /** Another branch tells this one, with some answer, where its journal ends. */
  void hearHeadOf(FakeBranch other) {
    Journal.Head head = other.journal.head(other.db.database());
    JournalStatement statement =
        new JournalStatement(
            other.code, DAY.plusDays(1), false, NIGHT, head.number(), head.hash(), List.of());
    told.put(other.code, new AskStatements.Head(other.code, Json.write(statement)));
  }

  /** Closes a day as the branch itself would. */
  void close(LocalDate day) {
    Journal.Head head = journal.head(db.database());
    long after = closed.isEmpty() ? 0 : closed.getLast().number();
    List<JournalStatement.Total> totals =
        db.database()
            .list(
                row ->
                    new JournalStatement.Total(
                        JournalKind.valueOf(row.getString("kind")),
                        row.getString("currency"),
                        row.getLong("n"),
                        row.getLong("minor")),
                """
                select kind, currency, count(*) as n, sum(amount_minor)::bigint as minor
                from journal_entry where number > $1 group by 1, 2
                """,
                after);
    closed.add(new JournalStatement(code, day, true, NIGHT, head.number(), head.hash(), totals));
  }

  /** Books nothing: a branch's own tests do that. It writes down what its journal would say. */
  CorrectMismatch.Corrected answer(CorrectMismatch correct) {
    requireUp();
    corrections.add(correct);
    JournalKind kind =
        correct.action() == CorrectionAction.ADOPT_ORIGIN
            ? JournalKind.CREDIT_CORRECTED
            : JournalKind.CREDIT_WITHDRAWN;
    JournalDraft draft =
        new JournalDraft(
            kind,
            correct.paymentId(),
            correct.origin(),
            code,
            1,
            correct.account(),
            correct.amount(),
            NIGHT,
            DAY);
    return new CorrectMismatch.Corrected(
        db.database().inTransaction(tx -> journal.append(tx, List.of(draft))).getFirst().number());
  }

  /** A payment that home credits with another amount, each journal whole in itself. */
  UUID takeCreditedAs(FakeBranch home, long minor, long credited) {
    UUID id = UUID.randomUUID();
    long accepted = write(JournalKind.PAYMENT_ACCEPTED, id, this, home, 0, minor);
    long posted = home.write(JournalKind.CREDIT_POSTED, id, this, home, accepted, credited);
    write(JournalKind.PAYMENT_CONFIRMED, id, this, home, posted, minor);
    return id;
  }

  /** Its desk gave a receipt for whatever its journal says it accepted. */
  AskReceipt.Answer answer(AskReceipt ask) {
    requireUp();
    return new AskReceipt.Answer(
        db.database()
            .one(
                row ->
                    row.getString("kind").equals("GOODS_ISSUED")
                        ? new AskReceipt.Receipt(
                            code + "-G-2026-000002",
                            AccountNumber.of(code, 1),
                            Money.ofMinor(row.getLong("amount_minor"), "RUB"),
                            null,
                            "",
                            NIGHT,
                            "clerk",
                            "CONFIRMED",
                            JournalKind.Matter.GOODS,
                            "sim S-1 897010")
                        : new AskReceipt.Receipt(
                            code + "-2026-000001",
                            AccountNumber.of(code, 1),
                            Money.ofMinor(row.getLong("amount_minor"), "RUB"),
                            PaymentMethod.CASH,
                            "",
                            NIGHT,
                            "cashier",
                            "POSTED"),
                """
                select kind, amount_minor from journal_entry
                where transaction_id = $1 and kind in ('PAYMENT_ACCEPTED', 'GOODS_ISSUED')
                """,
                ask.paymentId()));
  }

  private void requireUp() {
    if (down) {
      throw new IllegalStateException(code + " does not answer");
    }
  }

  @Override
  public void close() {
    db.close();
  }
}
