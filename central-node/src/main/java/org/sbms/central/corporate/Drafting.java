package org.sbms.central.corporate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.corporate.WorkOnJobs.DraftOperation;
import org.sbms.central.corporate.WorkOnJobs.RegisterTransfer;
import org.sbms.central.corporate.WorkOnJobs.Selection;
import org.sbms.central.corporate.WorkOnJobs.Share;
import org.sbms.central.corporate.WorkOnJobs.SpreadByDebt;
import org.sbms.central.corporate.WorkOnJobs.SpreadFile;
import org.sbms.central.corporate.WorkOnJobs.SpreadTyped;
import org.sbms.central.csv.CsvTable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Makes previews: jobs with all their lines that do nothing until somebody starts them. */
final class Drafting {
  static final RefusalCode NOT_ENOUGH =
      new RefusalCode("not-enough-unallocated", RefusalCode.Category.CONFLICT);

  /** Older figures say too little about debts. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Clock clock;
  private final Runnable drafted;

  /**
   * @param drafted called after a draft was committed that branches must be asked about
   */
  Drafting(Clock clock, Runnable drafted) {
    this.clock = clock;
    this.drafted = drafted;
  }

  Outcome<Transfer> register(Command<RegisterTransfer> command, Tx tx) {
    RegisterTransfer asked = command.operation();
    return ClientHandlers.changing(
        tx,
        asked.client(),
        client -> {
          Money zero = new Money(0, asked.amount().currency());
          Transfer transfer =
              new Transfer(
                  UUID.randomUUID(),
                  client.id(),
                  client.branch(),
                  asked.amount(),
                  asked.reference().strip(),
                  asked.receivedOn(),
                  command.caller().actor().login(),
                  clock.instant(),
                  zero,
                  zero,
                  zero,
                  asked.amount());
          TransferTable.insert(tx, transfer);
          return Outcome.done(transfer);
        });
  }

  Outcome<Job> typed(Command<SpreadTyped> command, Tx tx) {
    SpreadTyped asked = command.operation();
    return spreading(
        tx,
        asked.transfer(),
        transfer -> {
          Map<AccountNumber, Member> members = members(tx, transfer.client());
          List<FieldError> errors = new ArrayList<>();
          Map<AccountNumber, Money> parts = new LinkedHashMap<>();
          for (int i = 0; i < asked.shares().size(); i++) {
            Share share = asked.shares().get(i);
            Optional<String> wrong = wrong(transfer, members, parts, share);
            if (wrong.isPresent()) {
              errors.add(new FieldError("shares[" + i + "]", share.account() + " " + wrong.get()));
            } else {
              parts.put(share.account(), share.amount());
            }
          }
          return errors.isEmpty()
              ? spread(tx, command, transfer, members, parts, "TYPED")
              : Outcome.refused(Refusal.invalid(errors));
        });
  }

  Outcome<Job> file(Command<SpreadFile> command, Tx tx) {
    SpreadFile asked = command.operation();
    return spreading(
        tx,
        asked.transfer(),
        transfer -> {
          Map<AccountNumber, Member> members = members(tx, transfer.client());
          Map<AccountNumber, Money> parts = new LinkedHashMap<>();
          Outcome<List<Share>> read =
              CsvTable.read(
                  asked.file(),
                  asked.csv(),
                  List.of("account", "amount"),
                  List.of(),
                  WorkOnJobs.MAX_LINES,
                  row -> share(row, transfer, members, parts));
          return switch (read) {
            case Outcome.Done<List<Share>> _ ->
                spread(tx, command, transfer, members, parts, "FILE " + asked.file());
            case Outcome.Refused<List<Share>>(Refusal refusal) -> Outcome.refused(refusal);
            case Outcome.Unknown<List<Share>>(String why) -> new Outcome.Unknown<>(why);
          };
        });
  }

  private static Optional<Share> share(
      CsvTable.Row row,
      Transfer transfer,
      Map<AccountNumber, Member> members,
      Map<AccountNumber, Money> parts) {
    Optional<AccountNumber> account = row.required("account", AccountNumber::new);
    Optional<Money> amount =
        row.required("amount", text -> Money.parse(text, transfer.amount().currency()));
    if (account.isEmpty() || amount.isEmpty()) {
      return Optional.empty();
    }
    Share share = new Share(account.get(), amount.get());
    Optional<String> wrong = wrong(transfer, members, parts, share);
    if (wrong.isPresent()) {
      row.problem(amount.get().isPositive() ? "account" : "amount", wrong.get());
      return Optional.empty();
    }
    parts.put(share.account(), share.amount());
    return Optional.of(share);
  }

  private static Optional<String> wrong(
      Transfer transfer,
      Map<AccountNumber, Member> members,
      Map<AccountNumber, Money> parts,
      Share share) {
    if (!members.containsKey(share.account())) {
      return Optional.of("is no account of this client");
    }
    if (parts.containsKey(share.account())) {
      return Optional.of("stands there twice");
    }
    if (!share.amount().currency().equals(transfer.amount().currency())) {
      return Optional.of("must get " + transfer.amount().currency());
    }
    return share.amount().isPositive() ? Optional.empty() : Optional.of("must be more than zero");
  }

  Outcome<Job> byDebt(Command<SpreadByDebt> command, Tx tx) {
    SpreadByDebt asked = command.operation();
    return spreading(
        tx,
        asked.transfer(),
        transfer -> {
          Map<AccountNumber, Member> members = members(tx, transfer.client());
          Instant oldest = clock.instant().minus(FRESH);
          Set<UUID> within =
              asked
                  .department()
                  .map(ClientTable.tree(tx, transfer.client())::within)
                  .orElseGet(Set::of);
          List<SpreadDecisions.Facts> facts = new ArrayList<>();
          Set<BranchCode> leftOut = new HashSet<>();
          for (Member member : members.values()) {
            if (asked.department().isPresent()
                && !member.department().map(within::contains).orElse(false)) {
              continue;
            }
            Optional<Member.Figures> fresh =
                member.figures().filter(figures -> figures.asOf().isAfter(oldest));
            if (fresh.isEmpty()) {
              leftOut.add(member.account().home());
            } else if (isOpen(fresh.get(), transfer)) {
              facts.add(
                  new SpreadDecisions.Facts(
                      member.account(), fresh.get().balance(), fresh.get().fee()));
            }
          }
          Map<AccountNumber, Money> parts =
              SpreadDecisions.byDebt(transfer.unallocated(), facts, asked.rest());
          String note =
              "DEBT "
                  + asked.rest()
                  + leftOut.stream()
                      .sorted()
                      .map(branch -> " -" + branch)
                      .reduce("", String::concat);
          return parts.isEmpty()
              ? ClientHandlers.conflict("No account that answered is in debt.")
              : spread(tx, command, transfer, members, parts, note);
        });
  }

  private static boolean isOpen(Member.Figures figures, Transfer transfer) {
    return figures.state() != org.sbms.contract.subscriber.SubscriberState.TERMINATED
        && figures.balance().currency().equals(transfer.amount().currency());
  }

  private Outcome<Job> spread(
      Tx tx,
      Command<?> command,
      Transfer transfer,
      Map<AccountNumber, Member> members,
      Map<AccountNumber, Money> parts,
      String note) {
    Money sum = SpreadDecisions.total(transfer.amount(), parts);
    if (sum.compareTo(transfer.unallocated()) > 0) {
      return notEnough(transfer, sum);
    }
    JobTable.Open job =
        new JobTable.Open(
            UUID.randomUUID(),
            transfer.client(),
            Optional.of(transfer.id()),
            JobKind.SPREAD,
            new Parameters(transfer.reference(), "", Optional.empty(), note),
            JobState.DRAFT,
            command.caller().actor());
    List<Line> lines = new ArrayList<>();
    parts.forEach((account, amount) ->
        lines.add(
            line(
                job.id(),
                lines.size() + 1,
                Optional.ofNullable(members.get(account)).orElseThrow(),
                transfer.branch(),
                Optional.of(amount))));
    return inserted(tx, job, lines);
  }

  static <R> Outcome<R> notEnough(Transfer transfer, Money wanted) {
    return Outcome.refused(
        NOT_ENOUGH, wanted + " is more than the " + transfer.unallocated() + " that are left.");
  }

  Outcome<Job> operation(Command<DraftOperation> command, Tx tx) {
    DraftOperation asked = command.operation();
    return ClientHandlers.changing(
        tx,
        asked.client(),
        client -> {
          List<Member> chosen = chosen(tx, client.id(), asked.selection());
          Set<AccountNumber> strangers = new HashSet<>(asked.selection().accounts());
          chosen.forEach(member -> strangers.remove(member.account()));
          if (!strangers.isEmpty()) {
            return Outcome.refused(
                Refusal.invalid(
                    "accounts",
                    strangers.stream().sorted().findFirst().orElseThrow()
                        + " is no account of this client"));
          }
          if (chosen.isEmpty()) {
            return ClientHandlers.conflict("No subscriber is selected.");
          }
          JobTable.Open job =
              new JobTable.Open(
                  UUID.randomUUID(),
                  client.id(),
                  Optional.empty(),
                  asked.kind(),
                  new Parameters(
                      asked.code().strip(), asked.comment().strip(), asked.effective(), ""),
                  asked.kind().isQuoted() ? JobState.QUOTING : JobState.DRAFT,
                  command.caller().actor());
          List<Line> lines = new ArrayList<>();
          for (Member member : chosen) {
            lines.add(
                line(
                    job.id(), lines.size() + 1, member, member.account().home(), Optional.empty()));
          }
          tx.afterCommit(drafted);
          return inserted(tx, job, lines);
        });
  }

  private List<Member> chosen(Sql sql, UUID client, Selection selection) {
    BrowseMembers asked =
        new BrowseMembers(
            client,
            "",
            selection.branch(),
            selection.department(),
            selection.state(),
            false,
            "account",
            0,
            WorkOnJobs.MAX_LINES);
    Set<AccountNumber> named = new HashSet<>(selection.accounts());
    return MemberTable.browse(
            sql, ClientTable.tree(sql, client), asked, MemberColumns.orderBy("account"))
        .stream()
        .filter(member -> named.isEmpty() || named.contains(member.account()))
        .filter(member ->
            selection.plan().isEmpty()
                || member
                    .figures()
                    .map(figures -> figures.plan().equals(selection.plan()))
                    .orElse(false))
        .toList();
  }

  private Line line(
      UUID job, int number, Member member, BranchCode destination, Optional<Money> amount) {
    return new Line(
        job,
        number,
        member.account(),
        destination,
        member.path(),
        amount,
        LineState.READY,
        false,
        0,
        0,
        false,
        "",
        "",
        Optional.empty(),
        "",
        clock.instant());
  }

  private Outcome<Job> inserted(Tx tx, JobTable.Open job, List<Line> lines) {
    JobTable.insert(tx, job, clock.instant());
    LineTable.insert(tx, lines);
    return JobTable.find(tx, job.id()).<Outcome<Job>>map(Outcome::done).orElseThrow();
  }

  private static Outcome<Job> spreading(Tx tx, UUID id, Function<Transfer, Outcome<Job>> preview) {
    Optional<Transfer> transfer = TransferTable.lock(tx, id);
    if (transfer.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such transfer.");
    }
    return transfer.get().unallocated().isPositive()
        ? preview.apply(transfer.get())
        : ClientHandlers.conflict("All of it is spread.");
  }

  private static Map<AccountNumber, Member> members(Sql sql, UUID client) {
    Map<AccountNumber, Member> members = new HashMap<>();
    MemberTable.browse(
            sql,
            ClientTable.tree(sql, client),
            BrowseMembers.all(client, WorkOnMembers.MAX_ACCOUNTS),
            MemberColumns.orderBy("account"))
        .forEach(member -> members.put(member.account(), member));
    return members;
  }
}
