package org.sbms.kit.access;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sbms.contract.NodeId;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.db.Database;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.web.WebFeature;

/** Everything about users at a node, put together. Its migrations are {@code db/access}. */
public final class AccessFeature {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final Users users;
  private final Roles roles;
  private final Sessions sessions;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final Access access;
  private final Audit audit;

  public AccessFeature(
      NodeId self,
      Vertx vertx,
      Database database,
      SessionCache cache,
      AccessConfig config,
      Audit audit,
      Clock clock) {
    this.users = new Users(database);
    this.roles = new Roles(database);
    this.sessions = new Sessions(database, cache, config, clock);
    this.passwords = new Passwords(vertx);
    this.throttle = new LoginThrottle(database, config, clock);
    this.audit = audit;
    this.access = new Access(self, users, sessions, passwords, throttle, audit, clock);
  }

  /** To be registered before the executor starts. */
  public List<OperationSpec<?, ?>> operations() {
    return UserAdministration.specs();
  }

  /** Login and logout, the users' pages, the audit page, and their API. */
  public List<WebFeature> web(Executor executor, Database database) {
    return List.of(
        new LoginWeb(access),
        new UsersWeb(users, roles, sessions, passwords, executor),
        new AuditWeb(database, audit));
  }

  /** Forgets sessions and failed logins that are over; the result is to be closed. */
  public AutoCloseable startSweeping() {
    return PeriodicJob.start("access-sweep", SWEEP_EVERY, this::sweep);
  }

  void sweep() {
    sessions.sweep();
    throttle.sweep();
  }

  public Access authenticator() {
    return access;
  }

  public Users users() {
    return users;
  }

  public Roles roles() {
    return roles;
  }

  public Sessions sessions() {
    return sessions;
  }
}
