package org.sbms.central.corporate;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sbms.central.corporate.Statement.AccountPart;
import org.sbms.central.corporate.Statement.Part;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ListMovements;
import org.sbms.contract.subscriber.ListMovements.Balances;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Makes the statement of a client from what its branches tell, side by side. */
final class StatementGathering {
  static final int MAX_LINES = 50_000;
  private static final int MAX_DAYS = 400;

  private final Database database;
  private final Gathering.Asking asking;
  private final Duration limit;
  private final Clock clock;

  StatementGathering(Database database, Gathering.Asking asking, Duration limit, Clock clock) {
    this.database = database;
    this.asking = asking;
    this.limit = limit;
    this.clock = clock;
  }

  /** What one branch told; complete or not there at all. */
  private record Told(List<Balances> balances, List<ListMovements.Movement> movements) {}

  Outcome<Statement> of(Caller caller, UUID id, LocalDate from, LocalDate to) {
    if (to.isBefore(from) || from.plusDays(MAX_DAYS).isBefore(to)) {
      return Outcome.refused(
          Refusal.invalid("to", "must be from the first day to " + MAX_DAYS + " days later"));
    }
    Optional<Client> client = ClientTable.find(database, id);
    if (client.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such client.");
    }
    List<Member> members =
        MemberTable.browse(
            database,
            ClientTable.tree(database, id),
            BrowseMembers.all(id, WorkOnMembers.MAX_ACCOUNTS),
            MemberColumns.orderBy("account"));
    Map<BranchCode, Told> told = new ConcurrentHashMap<>();
    Map<BranchCode, String> problems =
        Gathering.sideBySide(
            Gathering.byBranch(members.stream().map(Member::account).toList()),
            limit,
            (branch, accounts) -> ask(caller, branch, accounts, from, to, told));
    problems.forEach((branch, problem) -> {
      if (!problem.isEmpty()) {
        told.remove(branch);
      }
    });
    return Outcome.done(put(client.get(), from, to, members, told, problems));
  }

  private String ask(
      Caller caller,
      BranchCode branch,
      List<AccountNumber> accounts,
      LocalDate from,
      LocalDate to,
      Map<BranchCode, Told> told) {
    Told all = new Told(new ArrayList<>(), new ArrayList<>());
    for (List<AccountNumber> chunk : Gathering.chunks(accounts, ListMovements.MAX_ACCOUNTS)) {
      Optional<Long> next = Optional.of(0L);
      while (next.isPresent()) {
        ListMovements question =
            new ListMovements(branch, chunk, from, to, next.get(), ListMovements.MAX_LIMIT);
        switch (asking.run(caller, Request.query(question))) {
          case Outcome.Done<ListMovements.Page>(ListMovements.Page page) -> {
            all.balances.addAll(page.balances());
            all.movements.addAll(page.items());
            next = page.next();
          }
          case Outcome.Refused<ListMovements.Page>(Refusal refusal) -> {
            return refusal.detail();
          }
          case Outcome.Unknown<ListMovements.Page>(String why) -> {
            return why;
          }
        }
        if (all.movements.size() > MAX_LINES) {
          return branch + " has more than " + MAX_LINES + " lines: choose a shorter period.";
        }
      }
    }
    told.put(branch, all);
    return "";
  }

  private Statement put(
      Client client,
      LocalDate from,
      LocalDate to,
      List<Member> members,
      Map<BranchCode, Told> told,
      Map<BranchCode, String> problems) {
    Map<AccountNumber, Balances> balances = new HashMap<>();
    Map<AccountNumber, List<ListMovements.Movement>> movements = new HashMap<>();
    told.values()
        .forEach(each -> {
          each.balances.forEach(balance -> balances.put(balance.account(), balance));
          each.movements.forEach(movement ->
              movements.computeIfAbsent(movement.account(), _ -> new ArrayList<>()).add(movement));
        });
    List<AccountPart> parts =
        members.stream()
            .filter(member -> balances.containsKey(member.account()))
            .map(member ->
                part(
                    member,
                    Optional.ofNullable(balances.get(member.account())).orElseThrow(),
                    movements.getOrDefault(member.account(), List.of())))
            .sorted(
                Comparator.comparing(AccountPart::department).thenComparing(AccountPart::account))
            .toList();
    return new Statement(
        client,
        from,
        to,
        problems.values().stream().allMatch(String::isEmpty),
        sums(parts, AccountPart::department),
        sums(parts, part -> part.account().home().value()),
        sums(parts, _ -> ""),
        parts,
        problems.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry ->
                new Statement.Missing(
                    entry.getKey(),
                    members.stream()
                        .filter(member -> member.account().home().equals(entry.getKey()))
                        .count(),
                    entry.getValue()))
            .toList(),
        clock.instant());
  }

  /** The closing balance is the opening one and every line after it, so the page always adds up. */
  private static AccountPart part(
      Member member, Balances balance, List<ListMovements.Movement> movements) {
    Money running = balance.opening();
    Money raised = new Money(0, running.currency());
    Money lowered = raised;
    List<Statement.Movement> lines = new ArrayList<>();
    for (ListMovements.Movement each : movements) {
      running = running.plus(each.amount());
      raised = each.amount().isPositive() ? raised.plus(each.amount()) : raised;
      lowered = each.amount().isPositive() ? lowered : lowered.plus(each.amount());
      lines.add(new Statement.Movement(each.at(), each.day(), each.kind(), each.amount(), running));
    }
    return new AccountPart(
        member.account(),
        member.path(),
        member.figures().map(Member.Figures::name).orElse(""),
        new Part(member.account().value(), 1, balance.opening(), raised, lowered, running),
        lines);
  }

  private static List<Part> sums(List<AccountPart> parts, Function<AccountPart, String> name) {
    Map<String, Part> sums = new TreeMap<>();
    for (AccountPart part : parts) {
      String key = name.apply(part);
      sums.merge(
          key + "\n" + part.sums().opening().currencyCode(), part.sums().named(key), Part::plus);
    }
    return List.copyOf(sums.values());
  }
}
