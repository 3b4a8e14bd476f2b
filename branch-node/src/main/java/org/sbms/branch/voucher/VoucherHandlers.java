package org.sbms.branch.voucher;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;
import org.sbms.kit.seal.Seal;

/** Load, let {@link VoucherDecisions} decide, apply. Accounts are locked before vouchers. */
final class VoucherHandlers {
  static final int MAX_BATCH = 10_000;
  private static final RefusalCode TAKEN_OUT =
      new RefusalCode("pins-taken-out", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NOT_STORED =
      new RefusalCode("vouchers-not-stored", RefusalCode.Category.CONFLICT);
  private static final RefusalCode PINS_WITH_US =
      new RefusalCode("pins-not-taken-out", RefusalCode.Category.CONFLICT);
  private static final RefusalCode WRONG_PIN =
      new RefusalCode("wrong-pin", RefusalCode.Category.INVALID);
  private static final RefusalCode TOO_MANY =
      new RefusalCode("too-many-wrong-pins", RefusalCode.Category.BUSY);
  private static final RefusalCode MORE_THAN_DUE =
      new RefusalCode("more-than-due", RefusalCode.Category.CONFLICT);

  /** PINs are drawn again when there is such a one already; more often than this is a bug. */
  private static final int MAX_DRAWS = 10;

  private static final int BATCHES_A_RUN = 50;
  private static final Integer[] AGE_DAYS = {31, 91, 181, 366};

  private final BranchCode self;
  private final Currency currency;
  private final Seal seal;
  private final Vouchers vouchers = new Vouchers();
  private final Guesses guesses = new Guesses();
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final ZoneId zone;
  private final Clock clock;
  private final RandomGenerator random;

  VoucherHandlers(
      BranchCode self,
      Currency currency,
      Seal seal,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.currency = currency;
    this.seal = seal;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.zone = zone;
    this.clock = clock;
    this.random = random;
  }

  Outcome<VoucherBatch> make(Command<MakeVouchers> command, Tx tx) {
    MakeVouchers asked = command.operation();
    Instant now = now();
    VoucherBatch batch =
        new VoucherBatch(
            UuidV7.next(now, random),
            "%s-V%02d-%04d"
                .formatted(self, now.atZone(zone).getYear() % 100, vouchers.nextBatch(tx)),
            asked.kind(),
            asked.face(),
            asked.offer().strip(),
            asked.pinTemplate(),
            asked.pieces(),
            asked.validUntil(),
            now,
            command.caller().actor().login(),
            null,
            "");
    List<String> pins = draw(tx, new PinTemplate(asked.pinTemplate()), asked.pieces());
    List<String> serials = new ArrayList<>();
    StringBuilder lines = new StringBuilder("serial,pin\r\n");
    for (int i = 0; i < pins.size(); i++) {
      serials.add("%s-%06d".formatted(batch.number(), i + 1));
      lines.append(serials.get(i)).append(',').append(pins.get(i)).append("\r\n");
    }
    vouchers.insert(
        tx,
        batch,
        seal.seal(batch.id().toString(), lines.toString().getBytes(StandardCharsets.UTF_8)));
    vouchers.insert(tx, batch, serials, pins.stream().map(this::mark).toList());
    return Outcome.done(batch);
  }

  private List<String> draw(Tx tx, PinTemplate template, int pieces) {
    Set<String> pins = new LinkedHashSet<>();
    for (int draws = 0; draws < MAX_DRAWS; draws++) {
      while (pins.size() < pieces) {
        pins.add(template.next(random));
      }
      List<String> drawn = List.copyOf(pins);
      Set<Integer> taken = vouchers.taken(tx, drawn.stream().map(this::mark).toList());
      taken.forEach(place -> pins.remove(drawn.get(place)));
      if (pins.size() == pieces) {
        return List.copyOf(pins);
      }
    }
    throw new IllegalStateException("no " + pieces + " new PINs of the form " + template.text());
  }

  /** By the signs alone: how a PIN was typed makes no difference. */
  private byte[] mark(String pin) {
    return seal.fingerprint(PinTemplate.plain(pin).orElseThrow());
  }

  Outcome<TakeOutPins.Sealed> takeOut(Command<TakeOutPins> command, Tx tx) {
    UUID id = command.operation().batch();
    Optional<VoucherBatch> batch = vouchers.lockBatch(tx, id);
    if (batch.isEmpty()) {
      return noBatch(id);
    }
    if (batch.get().takenOutAt() != null) {
      return Outcome.refused(
          TAKEN_OUT, "The PINs were taken out by " + batch.get().takenOutBy() + " already.");
    }
    byte[] sealed = vouchers.takeOut(tx, id, command.caller().actor().login(), now());
    return Outcome.done(
        new TakeOutPins.Sealed(
            id, batch.get().number(), Base64.getEncoder().encodeToString(sealed)));
  }

  byte[] opened(TakeOutPins.Sealed sealed) {
    return seal.open(sealed.batch().toString(), Base64.getDecoder().decode(sealed.lines()))
        .orElseThrow(
            () -> new IllegalStateException("sealed with another key: " + sealed.number()));
  }

  Outcome<HandOutVouchers.HandedOut> handOut(Command<HandOutVouchers> command, Tx tx) {
    LocalDate day = days.open(tx);
    HandOutVouchers asked = command.operation();
    Optional<VoucherBatch> batch = vouchers.lockBatch(tx, asked.batch());
    if (batch.isEmpty()) {
      return noBatch(asked.batch());
    }
    if (batch.get().takenOutAt() == null) {
      return Outcome.refused(PINS_WITH_US, "The PINs were not taken out for the printer yet.");
    }
    int pieces = asked.last() - asked.first() + 1;
    long stored = vouchers.stored(tx, asked.batch(), asked.first(), asked.last());
    if (stored != pieces) {
      return Outcome.refused(
          NOT_STORED, "Only " + stored + " of these " + pieces + " vouchers are stored.");
    }
    Instant now = now();
    if (vouchers.handOut(tx, asked, command.caller().actor().login(), now) != pieces) {
      throw new IllegalStateException("vouchers of a locked batch changed");
    }
    String buyer = asked.buyer().strip();
    List<Posting> postings =
        VoucherDecisions.handedOut(UuidV7.next(now, random), batch.get(), pieces, buyer);
    for (Posting posting : postings) {
      vouchers.owe(tx, buyer, posting.amount());
    }
    ledger.post(tx, now, day, postings);
    return Outcome.done(new HandOutVouchers.HandedOut(asked.batch(), pieces, buyer));
  }

  /** A refused PIN leaves a mark for who typed it, and nothing else. */
  Outcome<Voucher> redeem(Command<RedeemVoucher> command, Tx tx) {
    LocalDate day = days.open(tx);
    Instant now = now();
    AccountNumber account = command.operation().account();
    String person = command.caller().actor().login();
    List<Guesses.Scope> scopes = Guesses.scopes(person, account.value());
    if (guesses.mustWait(tx, scopes, now)) {
      return Outcome.refused(
          TOO_MANY, "Too many wrong PINs. Try again in " + Guesses.WHILE.toMinutes() + " minutes.");
    }
    Map<AccountNumber, Accounts.Facts> facts = accounts.lock(tx, List.of(account));
    Optional<Voucher> voucher =
        PinTemplate.plain(command.operation().pin())
            .flatMap(pin -> vouchers.lockByMark(tx, seal.fingerprint(pin)));
    if (voucher.isEmpty()) {
      guesses.count(tx, scopes);
      return Outcome.refused(WRONG_PIN, "There is no voucher with this PIN.");
    }
    return apply(
        tx,
        VoucherDecisions.redeem(
            UuidV7.next(now, random),
            voucher.get(),
            account,
            Optional.ofNullable(facts.get(account)),
            person,
            days.today(tx),
            now),
        day,
        now);
  }

  Outcome<Voucher> block(Command<BlockVoucher> command, Tx tx) {
    BlockVoucher asked = command.operation();
    LocalDate day = days.open(tx);
    Instant now = now();
    return vouchers
        .lock(tx, asked.serial())
        .map(voucher ->
            apply(
                tx,
                VoucherDecisions.block(
                    voucher, command.caller().actor().login(), asked.reason().strip(), now),
                day,
                now))
        .orElseGet(() -> noVoucher(asked.serial()));
  }

  Outcome<Voucher> unblock(Command<UnblockVoucher> command, Tx tx) {
    UnblockVoucher asked = command.operation();
    LocalDate day = days.open(tx);
    Instant now = now();
    return vouchers
        .lock(tx, asked.serial())
        .map(voucher ->
            apply(
                tx,
                VoucherDecisions.unblock(
                    voucher, command.caller().actor().login(), asked.reason().strip(), now),
                day,
                now))
        .orElseGet(() -> noVoucher(asked.serial()));
  }

  private Outcome<Voucher> apply(Tx tx, VoucherDecisions.Step step, LocalDate day, Instant now) {
    return switch (step) {
      case VoucherDecisions.Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
      case VoucherDecisions.Step.Move(Voucher voucher, List<Posting> postings) -> {
        if (voucher.state() == VoucherState.REDEEMED) {
          accounts.change(tx, Map.of(new AccountNumber(voucher.account()), voucher.face().minor()));
        }
        vouchers.update(tx, voucher);
        ledger.post(tx, now, day, postings);
        yield Outcome.done(voucher);
      }
    };
  }

  Outcome<PayForVouchers.Paid> pay(Command<PayForVouchers> command, Tx tx) {
    PayForVouchers asked = command.operation();
    LocalDate day = days.open(tx);
    String buyer = asked.buyer().strip();
    Optional<Money> due = vouchers.pay(tx, buyer, asked.amount());
    if (due.isEmpty()) {
      return Outcome.refused(MORE_THAN_DUE, buyer + " owes less than that for vouchers.");
    }
    Instant now = now();
    UUID id = UuidV7.next(now, random);
    ledger.post(
        tx,
        now,
        day,
        List.of(
            new Posting(
                id, "vouchers-paid", Chart.BANK, Chart.VOUCHER_BUYERS, asked.amount(), buyer)));
    return Outcome.done(new PayForVouchers.Paid(id, buyer, asked.amount(), due.get(), now));
  }

  /** A batch a transaction; however many times it runs, each voucher expires once. */
  void expire(Transactions transactions) {
    LocalDate today = transactions.inTransaction(days::today);
    List<VoucherBatch> overdue =
        transactions.inTransaction(tx -> vouchers.overdue(tx, today, BATCHES_A_RUN));
    for (VoucherBatch batch : overdue) {
      transactions.inTransaction(tx -> {
        LocalDate day = days.open(tx);
        vouchers.lockBatch(tx, batch.id());
        Instant now = now();
        long owed = vouchers.expire(tx, batch.id(), now);
        ledger.post(tx, now, day, VoucherDecisions.expired(UuidV7.next(now, random), batch, owed));
        return owed;
      });
    }
  }

  Outcome<ListBatches.Batches> batches(Caller caller, ListBatches question, Sql sql) {
    List<VoucherBatch> found = vouchers.list(sql, question);
    Map<UUID, Map<VoucherState, Long>> counts = vouchers.counts(sql, found);
    return Outcome.done(
        new ListBatches.Batches(
            found.stream()
                .map(batch -> new ListBatches.Row(batch, counts.getOrDefault(batch.id(), Map.of())))
                .toList()));
  }

  Outcome<ListBatches.Row> batch(Caller caller, ShowBatch question, Sql sql) {
    return vouchers
        .findBatch(sql, question.id())
        .map(batch ->
            Outcome.done(
                new ListBatches.Row(
                    batch,
                    vouchers.counts(sql, List.of(batch)).getOrDefault(batch.id(), Map.of()))))
        .orElseGet(() -> noBatch(question.id()));
  }

  Outcome<ListVouchers.Vouchers> list(Caller caller, ListVouchers question, Sql sql) {
    return Outcome.done(new ListVouchers.Vouchers(vouchers.list(sql, question)));
  }

  Outcome<Voucher> show(Caller caller, ShowVoucher question, Sql sql) {
    return vouchers
        .find(sql, question.serial())
        .map(Outcome::done)
        .orElseGet(() -> noVoucher(question.serial()));
  }

  Outcome<ShowVoucherAgeing.Ageing> ageing(Caller caller, ShowVoucherAgeing question, Sql sql) {
    List<ShowVoucherAgeing.Line> lines = vouchers.ageing(sql, now(), AGE_DAYS, currency);
    Money owed =
        lines.stream().map(ShowVoucherAgeing.Line::owed).reduce(Money.zero(currency), Money::plus);
    return Outcome.done(new ShowVoucherAgeing.Ageing(lines, owed, vouchers.due(sql, currency)));
  }

  private static <R> Outcome<R> noBatch(UUID id) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no batch " + id + ".");
  }

  private static <R> Outcome<R> noVoucher(String serial) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no voucher " + serial + ".");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
