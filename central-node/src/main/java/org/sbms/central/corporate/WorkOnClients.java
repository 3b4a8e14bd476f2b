package org.sbms.central.corporate;

import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** What account managers do with clients and their departments. */
public final class WorkOnClients {
  private WorkOnClients() {}

  public record CreateClient(String name, String taxId, BranchCode branch, String contact)
      implements Operation<Client> {}

  /** Everything of the client is made what is said here. */
  public record EditClient(UUID id, String name, String taxId, BranchCode branch, String contact)
      implements Operation<Client> {}

  /** Only a client without subscribers, whose money is all spread. */
  public record ArchiveClient(UUID id) implements Operation<Client> {}

  /**
   * @param parent empty right under the organisation
   */
  public record CreateDepartment(UUID client, Optional<UUID> parent, String name)
      implements Operation<Department> {}

  public record RenameDepartment(UUID client, UUID department, String name)
      implements Operation<Department> {}

  /**
   * Takes everything below it along.
   *
   * @param parent empty right under the organisation
   */
  public record MoveDepartment(UUID client, UUID department, Optional<UUID> parent)
      implements Operation<Department> {}

  /** Only an empty one: its subscribers and departments are moved first. */
  public record ArchiveDepartment(UUID client, UUID department) implements Operation<Department> {}
}
