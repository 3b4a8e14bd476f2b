package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.MANAGE;
import static org.sbms.central.corporate.CorporatePermissions.OPERATE;
import static org.sbms.central.corporate.CorporatePermissions.PAY;
import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sbms.central.corporate.AskClients.Clients;
import org.sbms.central.corporate.AskClients.ListClients;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.subscriber.ListMovements;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.ShowAccounts;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.WebFeature;

/** Central's feature {@code corporate}: its operations, its worker, its pages. */
public final class CorporateFeature implements AutoCloseable {
  public static final String MIGRATIONS = "corporate";

  private static final Duration FIGURES_WITHIN = Duration.ofSeconds(3);
  private static final Duration MOVEMENTS_WITHIN = Duration.ofSeconds(20);

  /** Sends many calls of one person in one request, once; a reply for each, in their order. */
  public interface Carrier {
    List<PeerReply> send(NodeId node, Actor actor, List<PeerCall> calls);
  }

  private final Database database;
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;
  private @Nullable JobWorker worker;

  /**
   * @param branches the branches of the federation; asked again each time
   */
  public CorporateFeature(Database database, Supplier<List<BranchCode>> branches, Clock clock) {
    this.database = database;
    this.branches = branches;
    this.clock = clock;
  }

  public void register(Operations operations) {
    registerTree(operations);
    registerMembers(operations);
    registerTransfers(operations);
    registerJobs(operations);
    operations.register(
        OperationSpec.of(ShowAccounts.NAME, ShowAccounts.class, ShowAccounts.Shown.class, VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .queryElsewhere());
    operations.register(
        OperationSpec.of("list-plans", ListPlans.class, ListPlans.Plans.class, VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .queryElsewhere());
    operations.register(
        OperationSpec.of("list-services", ListServices.class, ListServices.Services.class, VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .queryElsewhere());
    operations.register(
        OperationSpec.of(ListMovements.NAME, ListMovements.class, ListMovements.Page.class, VIEW)
            .placedAt(question -> NodeId.of(question.branch()))
            .audited()
            .queryElsewhere());
  }

  /**
   * Begins to work off jobs.
   *
   * @param rights what a role may at central now
   */
  public void start(Carrier carrier, Function<String, Set<Permission>> rights) {
    worker = JobWorker.start(database, carrier, rights, clock);
  }

  public WebFeature web(Executor executor, ReasonChoices reasons) {
    Gathering gathering = new Gathering(database, executor::run, FIGURES_WITHIN, clock);
    StatementGathering statements =
        new StatementGathering(database, executor::run, MOVEMENTS_WITHIN, clock);
    Offered offered = new Offered(executor::run, FIGURES_WITHIN);
    return new CorporateWeb(executor, gathering, statements, offered, reasons, branches, clock);
  }

  private void wake() {
    JobWorker started = worker;
    if (started != null) {
      started.wake();
    }
  }

  @Override
  public void close() {
    JobWorker started = worker;
    if (started != null) {
      started.close();
    }
  }

  private void registerTree(Operations operations) {
    ClientHandlers handlers = new ClientHandlers(branches, clock);
    operations.register(
        OperationSpec.of("show-client", ShowClient.class, ClientView.class, VIEW)
            .answeredBy(ClientQueries::show));
    operations.register(
        OperationSpec.of("list-clients", ListClients.class, Clients.class, VIEW)
            .checkedBy(asked -> Checks.limit(asked.limit()))
            .answeredBy(ClientQueries::list));
    operations.register(
        OperationSpec.of("create-client", WorkOnClients.CreateClient.class, Client.class, MANAGE)
            .checkedBy(asked -> Checks.client(asked.name(), asked.taxId(), asked.contact()))
            .handledBy(handlers::create));
    operations.register(
        OperationSpec.of("edit-client", WorkOnClients.EditClient.class, Client.class, MANAGE)
            .checkedBy(asked -> Checks.client(asked.name(), asked.taxId(), asked.contact()))
            .handledBy(handlers::edit));
    operations.register(
        OperationSpec.of("archive-client", WorkOnClients.ArchiveClient.class, Client.class, MANAGE)
            .handledBy(handlers::archive));
    operations.register(
        OperationSpec.of(
                "create-department", WorkOnClients.CreateDepartment.class, Department.class, MANAGE)
            .checkedBy(asked -> Checks.department(asked.name()))
            .handledBy(handlers::createDepartment));
    operations.register(
        OperationSpec.of(
                "rename-department", WorkOnClients.RenameDepartment.class, Department.class, MANAGE)
            .checkedBy(asked -> Checks.department(asked.name()))
            .handledBy(handlers::rename));
    operations.register(
        OperationSpec.of(
                "move-department", WorkOnClients.MoveDepartment.class, Department.class, MANAGE)
            .handledBy(handlers::move));
    operations.register(
        OperationSpec.of(
                "archive-department",
                WorkOnClients.ArchiveDepartment.class,
                Department.class,
                MANAGE)
            .handledBy(handlers::archiveDepartment));
  }

  private void registerMembers(Operations operations) {
    MemberHandlers handlers = new MemberHandlers(branches, clock);
    operations.register(
        OperationSpec.of("browse-members", BrowseMembers.class, BrowseMembers.Rows.class, VIEW)
            .checkedBy(asked -> Checks.limit(asked.limit()))
            .answeredBy(handlers::browse));
    operations.register(
        OperationSpec.of(
                "attach-subscribers",
                WorkOnMembers.AttachSubscribers.class,
                WorkOnMembers.Attached.class,
                MANAGE)
            .checkedBy(asked -> Checks.accounts(asked.accounts()))
            .handledBy(handlers::attach));
    operations.register(
        OperationSpec.of(
                "attach-file", WorkOnMembers.AttachFile.class, WorkOnMembers.Attached.class, MANAGE)
            .handledBy(handlers::attachFile));
    operations.register(
        OperationSpec.of(
                "detach-subscribers",
                WorkOnMembers.DetachSubscribers.class,
                WorkOnMembers.Moved.class,
                MANAGE)
            .checkedBy(asked -> Checks.accounts(asked.accounts()))
            .handledBy(handlers::detach));
    operations.register(
        OperationSpec.of(
                "move-subscribers",
                WorkOnMembers.MoveSubscribers.class,
                WorkOnMembers.Moved.class,
                MANAGE)
            .checkedBy(asked -> Checks.accounts(asked.accounts()))
            .handledBy(handlers::move));
  }

  private void registerTransfers(Operations operations) {
    Drafting drafting = new Drafting(clock, this::wake);
    JobHandlers handlers = new JobHandlers(clock, this::wake);
    operations.register(
        OperationSpec.of(
                "register-transfer", WorkOnJobs.RegisterTransfer.class, Transfer.class, PAY)
            .checkedBy(Checks::transfer)
            .handledBy(drafting::register));
    operations.register(
        OperationSpec.of("show-transfer", WorkOnJobs.ShowTransfer.class, Transfer.class, VIEW)
            .answeredBy(handlers::transfer));
    operations.register(
        OperationSpec.of(
                "list-transfers", WorkOnJobs.ListTransfers.class, WorkOnJobs.Transfers.class, VIEW)
            .checkedBy(asked -> Checks.limit(asked.limit()))
            .answeredBy(handlers::transfers));
    operations.register(
        OperationSpec.of("spread-typed", WorkOnJobs.SpreadTyped.class, Job.class, PAY)
            .checkedBy(asked -> Checks.shares(asked.shares()))
            .handledBy(drafting::typed));
    operations.register(
        OperationSpec.of("spread-by-debt", WorkOnJobs.SpreadByDebt.class, Job.class, PAY)
            .handledBy(drafting::byDebt));
    operations.register(
        OperationSpec.of("spread-file", WorkOnJobs.SpreadFile.class, Job.class, PAY)
            .handledBy(drafting::file));
    operations.register(
        OperationSpec.of("draft-operation", WorkOnJobs.DraftOperation.class, Job.class, OPERATE)
            .checkedBy(Checks::operation)
            .handledBy(drafting::operation));
  }

  /** What may be done with a job depends on its kind, so its handler asks for the permission. */
  private void registerJobs(Operations operations) {
    JobHandlers handlers = new JobHandlers(clock, this::wake);
    operations.register(
        OperationSpec.of("show-job", WorkOnJobs.ShowJob.class, Job.class, VIEW)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of("list-jobs", WorkOnJobs.ListJobs.class, WorkOnJobs.Jobs.class, VIEW)
            .checkedBy(asked -> Checks.limit(asked.limit()))
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of("browse-lines", BrowseLines.class, BrowseLines.Rows.class, VIEW)
            .checkedBy(asked -> Checks.limit(asked.limit()))
            .answeredBy(handlers::lines));
    operations.register(
        OperationSpec.of("start-job", WorkOnJobs.StartJob.class, Job.class, VIEW)
            .handledBy(handlers::start));
    operations.register(
        OperationSpec.of("pause-job", WorkOnJobs.PauseJob.class, Job.class, VIEW)
            .handledBy(handlers::pause));
    operations.register(
        OperationSpec.of("continue-job", WorkOnJobs.ContinueJob.class, Job.class, VIEW)
            .handledBy(handlers::goOn));
    operations.register(
        OperationSpec.of("cancel-job", WorkOnJobs.CancelJob.class, Job.class, VIEW)
            .handledBy(handlers::cancel));
    operations.register(
        OperationSpec.of("retry-failed", WorkOnJobs.RetryFailed.class, Job.class, VIEW)
            .handledBy(handlers::retry));
    operations.register(
        OperationSpec.of("return-rejected", WorkOnJobs.ReturnRejected.class, Job.class, VIEW)
            .handledBy(handlers::giveBack));
  }
}
