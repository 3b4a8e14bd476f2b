package org.sbms.kit.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;

/** What an administrator does to users. Passwords arrive hashed: no operation carries one. */
final class UserAdministration {
  private static final int MAX_NAME_LENGTH = 100;

  private UserAdministration() {}

  public record CreateUser(String login, String name, String role, String passwordHash)
      implements Operation<UserChanged> {}

  /**
   * Takes effect at once: the user's sessions end when the role changes or the user is disabled.
   */
  public record ChangeUser(String login, String name, String role, boolean disabled)
      implements Operation<UserChanged> {}

  public record ResetPassword(String login, String passwordHash)
      implements Operation<UserChanged> {}

  /**
   * @param endedSessions token hashes, for the caches to forget
   */
  public record UserChanged(String login, List<String> endedSessions) {}

  static List<OperationSpec<?, ?>> specs() {
    return List.of(
        OperationSpec.of("create-user", CreateUser.class, UserChanged.class, Rights.MANAGE_USERS)
            .checkedBy(UserAdministration::check)
            .handledBy(UserAdministration::create),
        OperationSpec.of("change-user", ChangeUser.class, UserChanged.class, Rights.MANAGE_USERS)
            .checkedBy(o -> checkName(o.name()))
            .handledBy(UserAdministration::change),
        OperationSpec.of(
                "reset-password", ResetPassword.class, UserChanged.class, Rights.MANAGE_USERS)
            .handledBy(UserAdministration::resetPassword));
  }

  private static List<FieldError> check(CreateUser operation) {
    List<FieldError> errors = new ArrayList<>(checkName(operation.name()));
    if (!Users.LOGIN.matcher(operation.login()).matches()) {
      errors.add(new FieldError("login", "must be 2 to 32 small letters, digits, dots or dashes"));
    }
    return errors;
  }

  private static List<FieldError> checkName(String name) {
    boolean fits = !name.isBlank() && name.length() <= MAX_NAME_LENGTH;
    return fits ? List.of() : List.of(new FieldError("name", "must be 1 to 100 characters"));
  }

  private static Outcome<UserChanged> create(Command<CreateUser> command, Tx tx) {
    CreateUser user = command.operation();
    if (!hasRole(user.role(), tx)) {
      return noSuchRole();
    }
    int added =
        tx.run(
                """
                insert into access_user (login, name, role, password_hash)
                values ($1, $2, $3, $4) on conflict (login) do nothing
                """,
                user.login(),
                user.name(),
                user.role(),
                user.passwordHash())
            .rowCount();
    return added == 1
        ? Outcome.done(new UserChanged(user.login(), List.of()))
        : Outcome.refused(Refusal.invalid("login", "is taken"));
  }

  private static Outcome<UserChanged> change(Command<ChangeUser> command, Tx tx) {
    ChangeUser user = command.operation();
    if (!hasRole(user.role(), tx)) {
      return noSuchRole();
    }
    if (user.disabled() && user.login().equals(command.caller().actor().login())) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "You cannot disable yourself.");
    }
    Optional<String> roleBefore =
        tx.one(
            row -> row.getString(0),
            "select role from access_user where login = $1 for update",
            user.login());
    if (roleBefore.isEmpty()) {
      return noSuchUser();
    }
    tx.run(
        """
        update access_user set name = $2, role = $3, disabled = $4, changed_at = now()
        where login = $1
        """,
        user.login(),
        user.name(),
        user.role(),
        user.disabled());
    boolean keeps = roleBefore.get().equals(user.role()) && !user.disabled();
    return Outcome.done(
        new UserChanged(user.login(), keeps ? List.of() : Sessions.deleteAllOf(user.login(), tx)));
  }

  private static Outcome<UserChanged> resetPassword(Command<ResetPassword> command, Tx tx) {
    String login = command.operation().login();
    int changed =
        tx.run(
                "update access_user set password_hash = $2, changed_at = now() where login = $1",
                login,
                command.operation().passwordHash())
            .rowCount();
    return changed == 1
        ? Outcome.done(new UserChanged(login, Sessions.deleteAllOf(login, tx)))
        : noSuchUser();
  }

  private static boolean hasRole(String role, Sql sql) {
    return sql.one(row -> row.getInteger(0), "select 1 from access_role where name = $1", role)
        .isPresent();
  }

  private static Outcome<UserChanged> noSuchRole() {
    return Outcome.refused(Refusal.invalid("role", "is not a role of this node"));
  }

  private static Outcome<UserChanged> noSuchUser() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such user.");
  }
}
