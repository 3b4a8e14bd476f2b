package org.sbms.central.corporate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.corporate.WorkOnMembers.AttachFile;
import org.sbms.central.corporate.WorkOnMembers.AttachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.Attached;
import org.sbms.central.corporate.WorkOnMembers.DetachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.MoveSubscribers;
import org.sbms.central.corporate.WorkOnMembers.Moved;
import org.sbms.central.csv.CsvTable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/**
 * Attaches and detaches subscribers. Whether an account exists its branch has said shortly before
 * ({@link Gathering#learn}); of one whose branch never answered nobody knows, so it is unverified.
 */
final class MemberHandlers {
  private static final String ACCOUNT = "account";
  private static final String DEPARTMENT = "department";

  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;

  MemberHandlers(Supplier<List<BranchCode>> branches, Clock clock) {
    this.branches = branches;
    this.clock = clock;
  }

  Outcome<BrowseMembers.Rows> browse(Caller caller, BrowseMembers asked, Sql sql) {
    DepartmentTree tree = ClientTable.tree(sql, asked.client());
    return Outcome.done(
        new BrowseMembers.Rows(
            MemberTable.browse(sql, tree, asked, MemberColumns.orderBy(asked.sort()))));
  }

  Outcome<Attached> attach(Command<AttachSubscribers> command, Tx tx) {
    AttachSubscribers asked = command.operation();
    return ClientHandlers.changing(
        tx,
        asked.client(),
        client -> {
          if (isUnknown(tx, asked.client(), asked.department())) {
            return ClientHandlers.noDepartment();
          }
          Verdicts verdicts = new Verdicts(tx, client.id(), asked.accounts());
          List<FieldError> errors = new ArrayList<>();
          List<MemberTable.Fresh> fresh = new ArrayList<>();
          for (int i = 0; i < asked.accounts().size(); i++) {
            AccountNumber account = asked.accounts().get(i);
            Optional<String> obstacle = verdicts.obstacle(account);
            if (obstacle.isPresent()) {
              errors.add(new FieldError("accounts[" + i + "]", account + " " + obstacle.get()));
            } else {
              fresh.add(verdicts.fresh(account, asked.department()));
            }
          }
          return errors.isEmpty()
              ? attached(tx, client.id(), fresh, command)
              : Outcome.refused(Refusal.invalid(errors));
        });
  }

  Outcome<Attached> attachFile(Command<AttachFile> command, Tx tx) {
    AttachFile asked = command.operation();
    return ClientHandlers.changing(
        tx,
        asked.client(),
        client -> {
          DepartmentTree tree = ClientTable.tree(tx, client.id());
          Verdicts verdicts =
              new Verdicts(tx, client.id(), MemberCsv.accountsIn(asked.file(), asked.csv()));
          Map<AccountNumber, Long> lines = new HashMap<>();
          Outcome<List<MemberTable.Fresh>> read =
              CsvTable.read(
                  asked.file(),
                  asked.csv(),
                  List.of(ACCOUNT),
                  List.of(DEPARTMENT),
                  WorkOnMembers.MAX_ACCOUNTS,
                  row -> fresh(row, tree, verdicts, lines));
          return switch (read) {
            case Outcome.Done<List<MemberTable.Fresh>>(var fresh) ->
                attached(tx, client.id(), fresh, command);
            case Outcome.Refused<List<MemberTable.Fresh>>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Unknown<List<MemberTable.Fresh>>(String why) -> new Outcome.Unknown<>(why);
          };
        });
  }

  Outcome<Moved> detach(Command<DetachSubscribers> command, Tx tx) {
    DetachSubscribers asked = command.operation();
    return ClientHandlers.changing(
        tx,
        asked.client(),
        client -> Outcome.done(new Moved(MemberTable.delete(tx, client.id(), asked.accounts()))));
  }

  Outcome<Moved> move(Command<MoveSubscribers> command, Tx tx) {
    MoveSubscribers asked = command.operation();
    return ClientHandlers.changing(
        tx,
        asked.client(),
        client ->
            isUnknown(tx, client.id(), asked.department())
                ? ClientHandlers.noDepartment()
                : Outcome.done(
                    new Moved(
                        MemberTable.move(tx, client.id(), asked.accounts(), asked.department()))));
  }

  private Optional<MemberTable.Fresh> fresh(
      CsvTable.Row row, DepartmentTree tree, Verdicts verdicts, Map<AccountNumber, Long> lines) {
    Optional<AccountNumber> account = row.required(ACCOUNT, AccountNumber::new);
    Optional<DepartmentTree.Node> department =
        Optional.of(row.text(DEPARTMENT)).filter(path -> !path.isEmpty()).flatMap(tree::byPath);
    if (department.isEmpty() && !row.text(DEPARTMENT).isEmpty()) {
      row.problem(DEPARTMENT, row.text(DEPARTMENT) + " is no department of this client");
      return Optional.empty();
    }
    if (account.isEmpty()) {
      return Optional.empty();
    }
    Long earlier = lines.putIfAbsent(account.get(), row.line());
    Optional<String> obstacle =
        earlier == null
            ? verdicts.obstacle(account.get())
            : Optional.of("stands in line " + earlier + " already");
    if (obstacle.isPresent()) {
      row.problem(ACCOUNT, account.get() + " " + obstacle.get());
      return Optional.empty();
    }
    return Optional.of(
        verdicts.fresh(account.get(), department.map(node -> node.department().id())));
  }

  private Outcome<Attached> attached(
      Tx tx, UUID client, List<MemberTable.Fresh> fresh, Command<?> command) {
    MemberTable.insert(tx, client, fresh, command.caller().actor().login(), clock.instant());
    int unverified = (int) fresh.stream().filter(each -> !each.verified()).count();
    return Outcome.done(new Attached(fresh.size(), unverified));
  }

  private static boolean isUnknown(Tx tx, UUID client, Optional<UUID> department) {
    return department.isPresent() && ClientTable.tree(tx, client).find(department.get()).isEmpty();
  }

  /** Why accounts may not be attached; for all of them two questions to the database. */
  private final class Verdicts {
    private final UUID client;
    private final Map<AccountNumber, UUID> owners;
    private final Map<AccountNumber, Optional<Member.Figures>> known;
    private final List<BranchCode> all = branches.get();

    Verdicts(Tx tx, UUID client, List<AccountNumber> accounts) {
      this.client = client;
      this.owners = MemberTable.owners(tx, accounts);
      this.known = FigureTable.of(tx, accounts);
    }

    Optional<String> obstacle(AccountNumber account) {
      UUID owner = owners.get(account);
      if (owner != null) {
        return Optional.of(
            owner.equals(client) ? "is attached already" : "belongs to another client");
      }
      if (!all.contains(account.home())) {
        return Optional.of("names no branch");
      }
      Optional<Member.Figures> figures = known.get(account);
      if (figures == null) {
        return Optional.empty();
      }
      return figures
          .map(found ->
              found.state() == SubscriberState.TERMINATED
                  ? Optional.of("is closed")
                  : Optional.<String>empty())
          .orElseGet(() -> Optional.of("is not known at " + account.home()));
    }

    MemberTable.Fresh fresh(AccountNumber account, Optional<UUID> department) {
      return new MemberTable.Fresh(account, department, known.containsKey(account));
    }
  }
}
