package org.sbms.central.corporate;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.central.corporate.WorkOnClients.ArchiveClient;
import org.sbms.central.corporate.WorkOnClients.ArchiveDepartment;
import org.sbms.central.corporate.WorkOnClients.CreateClient;
import org.sbms.central.corporate.WorkOnClients.CreateDepartment;
import org.sbms.central.corporate.WorkOnClients.EditClient;
import org.sbms.central.corporate.WorkOnClients.MoveDepartment;
import org.sbms.central.corporate.WorkOnClients.RenameDepartment;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/** Keeps clients and their departments. */
final class ClientHandlers {
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;

  ClientHandlers(Supplier<List<BranchCode>> branches, Clock clock) {
    this.branches = branches;
    this.clock = clock;
  }

  Outcome<Client> create(Command<CreateClient> command, Tx tx) {
    CreateClient asked = command.operation();
    Client client =
        new Client(
            UUID.randomUUID(),
            asked.name().strip(),
            asked.taxId().strip(),
            asked.branch(),
            asked.contact().strip(),
            false,
            clock.instant());
    Optional<Refusal> obstacle = obstacle(tx, client);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    ClientTable.insert(tx, client, command.caller().actor().login());
    return Outcome.done(client);
  }

  Outcome<Client> edit(Command<EditClient> command, Tx tx) {
    EditClient asked = command.operation();
    return changing(
        tx,
        asked.id(),
        client -> {
          Client edited =
              new Client(
                  client.id(),
                  asked.name().strip(),
                  asked.taxId().strip(),
                  asked.branch(),
                  asked.contact().strip(),
                  false,
                  client.createdAt());
          Optional<Refusal> obstacle = obstacle(tx, edited);
          if (obstacle.isPresent()) {
            return Outcome.refused(obstacle.get());
          }
          ClientTable.update(tx, edited);
          return Outcome.done(edited);
        });
  }

  Outcome<Client> archive(Command<ArchiveClient> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        id,
        client -> {
          if (MemberTable.count(tx, id) > 0) {
            return conflict("Detach its subscribers first.");
          }
          if (JobTable.hasOpen(tx, id)) {
            return conflict("A job of this client is not finished.");
          }
          if (TransferTable.unallocated(tx, id).stream().anyMatch(Money::isPositive)) {
            return conflict("Some of its money is not spread yet.");
          }
          ClientTable.archive(tx, id, clock.instant());
          return ClientTable.find(tx, id).<Outcome<Client>>map(Outcome::done).orElseThrow();
        });
  }

  Outcome<Department> createDepartment(Command<CreateDepartment> command, Tx tx) {
    CreateDepartment asked = command.operation();
    return changing(
        tx,
        asked.client(),
        _ -> {
          DepartmentTree tree = ClientTable.tree(tx, asked.client());
          if (asked.parent().isPresent() && tree.find(asked.parent().get()).isEmpty()) {
            return noDepartment();
          }
          if (tree.nodes().size() >= DepartmentTree.MAX_DEPARTMENTS) {
            return conflict("A client has at most " + DepartmentTree.MAX_DEPARTMENTS + ".");
          }
          Department made =
              new Department(UUID.randomUUID(), asked.parent(), asked.name().strip(), false);
          if (isTaken(tree, made)) {
            return taken();
          }
          ClientTable.insert(tx, asked.client(), made, clock.instant());
          return Outcome.done(made);
        });
  }

  Outcome<Department> rename(Command<RenameDepartment> command, Tx tx) {
    RenameDepartment asked = command.operation();
    return changingDepartment(
        tx,
        asked.client(),
        asked.department(),
        (_, known) ->
            Outcome.done(new Department(known.id(), known.parent(), asked.name().strip(), false)));
  }

  Outcome<Department> move(Command<MoveDepartment> command, Tx tx) {
    MoveDepartment asked = command.operation();
    return changingDepartment(
        tx,
        asked.client(),
        asked.department(),
        (tree, known) ->
            tree.mayMove(known.id(), asked.parent())
                ? Outcome.done(new Department(known.id(), asked.parent(), known.name(), false))
                : Outcome.refused(
                    Refusal.invalid("parent", "must not be the department or one below it")));
  }

  Outcome<Department> archiveDepartment(Command<ArchiveDepartment> command, Tx tx) {
    ArchiveDepartment asked = command.operation();
    return changing(
        tx,
        asked.client(),
        _ -> {
          DepartmentTree tree = ClientTable.tree(tx, asked.client());
          Optional<DepartmentTree.Node> known = tree.find(asked.department());
          if (known.isEmpty()) {
            return noDepartment();
          }
          Set<UUID> within = tree.within(asked.department());
          if (within.size() > 1 || MemberTable.countIn(tx, within) > 0) {
            return conflict("It is not empty: move what is in it first.");
          }
          ClientTable.archiveDepartment(tx, asked.department(), clock.instant());
          Department department = known.get().department();
          return Outcome.done(
              new Department(department.id(), department.parent(), department.name(), true));
        });
  }

  private interface Change {
    Outcome<Department> decide(DepartmentTree tree, Department known);
  }

  private Outcome<Department> changingDepartment(Tx tx, UUID client, UUID id, Change change) {
    return changing(
        tx,
        client,
        _ -> {
          DepartmentTree tree = ClientTable.tree(tx, client);
          Optional<DepartmentTree.Node> known = tree.find(id);
          if (known.isEmpty()) {
            return noDepartment();
          }
          Outcome<Department> decided = change.decide(tree, known.get().department());
          if (decided instanceof Outcome.Done<Department>(Department changed)) {
            if (isTaken(tree, changed)) {
              return taken();
            }
            ClientTable.update(tx, changed);
          }
          return decided;
        });
  }

  /** Holds the client while it is changed; an archived one is not. */
  static <R> Outcome<R> changing(Tx tx, UUID id, Function<Client, Outcome<R>> change) {
    Optional<Client> client = ClientTable.lock(tx, id);
    if (client.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such client.");
    }
    return client.get().archived()
        ? conflict("The client is archived.")
        : change.apply(client.get());
  }

  private Optional<Refusal> obstacle(Tx tx, Client client) {
    if (!branches.get().contains(client.branch())) {
      return Optional.of(Refusal.invalid("branch", "is no branch"));
    }
    return ClientTable.isTaxIdFree(tx, client.taxId(), client.id())
        ? Optional.empty()
        : Optional.of(Refusal.invalid("taxId", "is the tax number of another client"));
  }

  private static boolean isTaken(DepartmentTree tree, Department wanted) {
    return tree.nodes().stream()
        .map(DepartmentTree.Node::department)
        .anyMatch(other ->
            !other.id().equals(wanted.id())
                && other.parent().equals(wanted.parent())
                && other.name().equalsIgnoreCase(wanted.name()));
  }

  private static <R> Outcome<R> taken() {
    return Outcome.refused(Refusal.invalid("name", "is the name of another department there"));
  }

  static <R> Outcome<R> noDepartment() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such department.");
  }

  static <R> Outcome<R> conflict(String detail) {
    return Outcome.refused(RefusalCode.STATE_CONFLICT, detail);
  }
}
