package org.sbms.kit.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.access.AccessConfig;
import org.sbms.kit.access.AccessFeature;
import org.sbms.kit.access.LocalSessionCache;
import org.sbms.kit.access.Passwords;
import org.sbms.kit.access.SessionCache;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.CertificateAuthority;

/** A node that has nothing but pages, an API and users: real HTTPS over a real database. */
public final class TestSite implements AutoCloseable {
  public static final String PASSWORD = "sbms-demo";
  private static final String PASSWORD_HASH = Passwords.hashNow(PASSWORD);

  private final TestDatabase database;
  private final boolean ownsDatabase;
  private final AccessFeature access;
  private final Audit audit;
  private final Executor executor;
  private final WebServer server;
  private final CertificateAuthority authority;

  private TestSite(
      TestDatabase database,
      boolean ownsDatabase,
      SessionCache cache,
      AccessConfig config,
      String contract,
      WebFeature... features) {
    this.database = database;
    this.ownsDatabase = ownsDatabase;
    this.audit = Audit.start(database.database(), Clock.systemUTC());
    NodeId self = new NodeId("NW");
    this.access =
        new AccessFeature(
            self, database.vertx(), database.database(), cache, config, audit, Clock.systemUTC());
    Operations operations = new Operations();
    access.operations().forEach(operations::register);
    this.executor =
        new Executor(self, operations, database.database(), new Nobody(), audit, Clock.systemUTC());
    Web web = new Web();
    Stream.concat(access.web(executor, database.database()).stream(), Stream.of(features))
        .forEach(web::add);
    this.authority = newAuthority();
    this.server =
        WebServer.start(
            database.vertx(),
            WebConfig.on("localhost", 0),
            authority.issueForBrowsers(List.of("localhost")),
            new WebServer.Parts(
                new Site(self, "North-West", ZoneId.of("Europe/Moscow"), "test"),
                web,
                access.authenticator(),
                contract,
                Clock.systemUTC()));
  }

  public static TestSite with(WebFeature... features) {
    return new TestSite(
        TestDatabase.with("operation", "access"),
        true,
        new LocalSessionCache(),
        AccessConfig.defaults(),
        "test/openapi.yaml",
        features);
  }

  /** Another instance of the same node. */
  public static TestSite on(TestDatabase database, SessionCache cache, WebFeature... features) {
    return new TestSite(
        database, false, cache, AccessConfig.defaults(), "test/openapi.yaml", features);
  }

  /** With the contract of a real node. */
  public static TestSite on(TestDatabase database, String contract, WebFeature... features) {
    return new TestSite(
        database, false, new LocalSessionCache(), AccessConfig.defaults(), contract, features);
  }

  public TestSite user(String login, Permission... permissions) {
    access.roles().ensure(login, login, Set.of(permissions));
    access.users().ensure(login, login + " " + login, login, PASSWORD_HASH);
    return this;
  }

  public int port() {
    return server.port();
  }

  public TestBrowser browser() {
    return new TestBrowser(server.port(), authority.root());
  }

  public TestDatabase database() {
    return database;
  }

  public Audit audit() {
    return audit;
  }

  @Override
  public void close() {
    server.close();
    executor.close();
    audit.close();
    if (ownsDatabase) {
      database.close();
    }
  }

  private static CertificateAuthority newAuthority() {
    try {
      return CertificateAuthority.openOrCreate(
          Files.createTempDirectory("test-ca"), Clock.systemUTC());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Nobody implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new IllegalStateException("no other node here");
    }
  }
}
