package org.sbms.kit.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.audit.AuditRecord;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.telemetry.Tracing;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.Authenticator;
import org.sbms.kit.web.Visitor;

/** The door of a node: logs users in and out, and knows them by their tokens. */
public final class Access implements Authenticator {
  static final RefusalCode LOGIN_REFUSED =
      new RefusalCode("login-refused", RefusalCode.Category.UNAUTHENTICATED);
  static final RefusalCode LOGIN_THROTTLED =
      new RefusalCode("login-throttled", RefusalCode.Category.BUSY);
  private static final int MAX_LOGIN_LENGTH = 64;
  private static final int MAX_PERMISSION_SETS = 1_000;

  private final NodeId self;
  private final Users users;
  private final Sessions sessions;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final Clock clock;

  /** Every request needs those of its user's role; few roles differ. */
  private final Cache<Set<String>, Set<Permission>> permissionSets =
      Caffeine.newBuilder().maximumSize(MAX_PERMISSION_SETS).build();

  public Access(
      NodeId self,
      Users users,
      Sessions sessions,
      Passwords passwords,
      LoginThrottle throttle,
      Audit audit,
      Clock clock) {
    this.self = self;
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Opens a session for the right password. An unknown login, a wrong password and a disabled user
   * get the same answer after the same time.
   */
  Outcome<Sessions.Opened> logIn(String typedLogin, String password, String address) {
    String login = typedLogin.strip().toLowerCase(Locale.ROOT);
    if (login.length() > MAX_LOGIN_LENGTH || password.length() > Passwords.MAX_LENGTH) {
      return refused(login, address);
    }
    Optional<Duration> wait = throttle.wait(login, address);
    if (wait.isPresent()) {
      return throttled(login, address, wait.get());
    }
    Optional<Boolean> right = passwords.matches(password, users.passwordHash(login));
    if (right.isEmpty()) {
      return Outcome.refused(RefusalCode.BUSY, "Too many logins at once: try again shortly.");
    }
    if (!right.get()) {
      throttle.failed(login, address);
      return refused(login, address);
    }
    // Guesses that ran side by side must not profit from it: a right one among them waits too.
    Optional<Duration> waitNow = throttle.wait(login, address);
    if (waitNow.isPresent()) {
      return throttled(login, address, waitNow.get());
    }
    throttle.succeeded(login, address);
    Sessions.Opened opened = sessions.open(login, address);
    record("log-in", login, opened.session().role(), "done", address, "");
    return Outcome.done(opened);
  }

  void logOut(String token, Visitor visitor, String address) {
    sessions.end(token);
    Actor actor = visitor.caller().actor();
    record("log-out", actor.login(), actor.role(), "done", address, "");
  }

  @Override
  public Optional<Visitor> visitor(String token) {
    return sessions.find(token).map(this::visitorOf);
  }

  @Override
  public void prefers(Visitor visitor, Language language) {
    users.setLanguage(visitor.caller().actor().login(), language);
  }

  @Override
  public void denied(Visitor visitor, String what, String remoteAddress) {
    Actor actor = visitor.caller().actor();
    record("open", actor.login(), actor.role(), "forbidden", remoteAddress, what);
  }

  Visitor visitorOf(Session session) {
    Caller caller =
        new Caller(
            new Actor(self, session.login(), session.role()),
            self,
            permissionSets.get(session.permissions(), Access::permissions));
    return new Visitor(
        caller,
        session.name(),
        Language.of(session.language()),
        session.csrfToken(),
        session.expiresAt());
  }

  private static Set<Permission> permissions(Set<String> names) {
    return names.stream().map(Permission::new).collect(Collectors.toUnmodifiableSet());
  }

  private Outcome<Sessions.Opened> refused(String login, String address) {
    record("log-in", login, "", LOGIN_REFUSED.code(), address, "");
    return Outcome.refused(LOGIN_REFUSED, "The login or the password is wrong.");
  }

  private Outcome<Sessions.Opened> throttled(String login, String address, Duration wait) {
    record("log-in", login, "", LOGIN_THROTTLED.code(), address, "");
    return Outcome.refused(
        LOGIN_THROTTLED,
        "Too many failed logins. Try again in " + Math.max(1, wait.toSeconds()) + " seconds.");
  }

  private void record(
      String what, String login, String role, String outcome, String address, String details) {
    String shortLogin = login.substring(0, Math.min(login.length(), MAX_LOGIN_LENGTH));
    audit.later(
        new AuditRecord(
            clock.instant(),
            new Actor(self, shortLogin, role),
            self,
            what,
            "",
            shortLogin,
            outcome,
            address,
            Tracing.traceId().orElse(""),
            details));
  }
}
