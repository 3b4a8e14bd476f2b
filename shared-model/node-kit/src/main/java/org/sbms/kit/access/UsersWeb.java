package org.sbms.kit.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.access.UserAdministration.ChangeUser;
import org.sbms.kit.access.UserAdministration.CreateUser;
import org.sbms.kit.access.UserAdministration.ResetPassword;
import org.sbms.kit.access.UserAdministration.UserChanged;
import org.sbms.kit.access.Users.User;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableSpec;

/** The pages where users are kept. */
final class UsersWeb implements WebFeature {
  private static final String LIST = "/admin/users";

  private final Users users;
  private final Roles roles;
  private final Sessions sessions;
  private final Passwords passwords;
  private final Executor executor;

  UsersWeb(Users users, Roles roles, Sessions sessions, Passwords passwords, Executor executor) {
    this.users = users;
    this.roles = roles;
    this.sessions = sessions;
    this.passwords = passwords;
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.menu(new MenuEntry(LIST, "access.users.menu", "user-cog", 90, Rights.MANAGE_USERS))
        .get(LIST, Rights.MANAGE_USERS, this::list)
        .get(LIST + "/new", Rights.MANAGE_USERS, request -> newForm(Form.blank()))
        .post(LIST, Rights.MANAGE_USERS, this::create)
        .get(LIST + "/:login", Rights.MANAGE_USERS, this::show)
        .post(LIST + "/:login", Rights.MANAGE_USERS, this::change)
        .post(LIST + "/:login/password", Rights.MANAGE_USERS, this::resetPassword);
  }

  private PageResponse list(PageRequest request) {
    TableSpec<User> spec = spec(roles.all());
    return request.table(
        spec,
        query -> users.list(query, spec.orderBy(query)),
        table -> PageResponse.page("access/users", new UsersPage(table)));
  }

  private static TableSpec<User> spec(List<Roles.Role> roles) {
    return new TableSpec<>(
        "access.users",
        "login",
        List.of(
            Column.<User>of(
                    "login",
                    user -> new Cell.TwoLines(user.name(), user.login(), LIST + "/" + user.login()))
                .sortedBy("u.login"),
            Column.<User>of("role", user -> Cell.text(user.roleTitle())).sortedBy("r.title"),
            Column.<User>of("state", UsersWeb::state).sortedBy("u.disabled"),
            Column.<User>of(
                    "seen",
                    user -> user.lastSeen().<Cell>map(Cell.Time::new).orElseGet(Cell::missing))
                .sortedBy("seen")
                .wideOnly()),
        List.of(
            new Filter.Search("search"),
            new Filter.Choice("role", "", roles.stream().map(Roles.Role::name).toList()),
            new Filter.Choice("state", "access.user.state", List.of("ENABLED", "DISABLED"))));
  }

  private static Cell state(User user) {
    return user.disabled()
        ? new Cell.Badge("access.user.state.DISABLED", "red")
        : new Cell.Badge("access.user.state.ENABLED", "green");
  }

  private PageResponse newForm(Form form) {
    return new PageResponse.Page(
        form.hasErrors() ? 422 : 200, "access/newUser", new NewUserPage(form, roleTitles()));
  }

  private PageResponse create(PageRequest request) {
    Form form = request.form();
    Optional<String> login = form.required("login", Function.identity());
    Optional<String> name = form.required("name", Function.identity());
    Optional<String> role = form.required("role", Function.identity());
    Optional<String> password = form.required("password", UsersWeb::password);
    if (form.hasErrors()) {
      return newForm(form);
    }
    return withHash(
        form,
        password.orElseThrow(),
        hash ->
            run(
                request,
                form,
                new CreateUser(login.orElseThrow(), name.orElseThrow(), role.orElseThrow(), hash),
                "access.user.created",
                this::newForm));
  }

  private PageResponse show(PageRequest request) {
    return users
        .find(request.pathPart("login"))
        .map(user -> userPage(user, formOf(user), Form.blank()))
        .orElseGet(() -> PageResponse.notFound("There is no such user."));
  }

  private PageResponse change(PageRequest request) {
    Optional<User> user = users.find(request.pathPart("login"));
    if (user.isEmpty()) {
      return PageResponse.notFound("There is no such user.");
    }
    Form form = request.form();
    Optional<String> name = form.required("name", Function.identity());
    Optional<String> role = form.required("role", Function.identity());
    if (form.hasErrors()) {
      return userPage(user.get(), form, Form.blank());
    }
    return run(
        request,
        form,
        new ChangeUser(
            user.get().login(), name.orElseThrow(), role.orElseThrow(), !form.checked("enabled")),
        "access.user.changed",
        again -> userPage(user.get(), again, Form.blank()));
  }

  private PageResponse resetPassword(PageRequest request) {
    Optional<User> user = users.find(request.pathPart("login"));
    if (user.isEmpty()) {
      return PageResponse.notFound("There is no such user.");
    }
    Form form = request.form();
    Optional<String> password = form.required("password", UsersWeb::password);
    if (password.isEmpty()) {
      return userPage(user.get(), formOf(user.get()), form);
    }
    return withHash(
        form,
        password.get(),
        hash ->
            run(
                request,
                form,
                new ResetPassword(user.get().login(), hash),
                "access.user.password.done",
                again -> userPage(user.get(), formOf(user.get()), again)));
  }

  private PageResponse run(
      PageRequest request,
      Form form,
      Operation<UserChanged> operation,
      String doneKey,
      Function<Form, PageResponse> again) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(operation, form.key())),
        form,
        request.texts(),
        changed -> {
          sessions.endedAll(changed.endedSessions());
          return PageResponse.redirect(
              LIST + "/" + changed.login(), request.texts().t(doneKey, changed.login()));
        },
        again);
  }

  private PageResponse withHash(Form form, String password, Function<String, PageResponse> then) {
    return passwords
        .hash(password, form.key())
        .map(then)
        .orElseGet(() ->
            new PageResponse.Refused(
                Refusal.of(RefusalCode.BUSY, "Too many logins at once: try again shortly.")));
  }

  private PageResponse userPage(User user, Form form, Form password) {
    List<String> permissions =
        roles.all().stream()
            .filter(role -> role.name().equals(user.role()))
            .flatMap(role -> role.permissions().stream())
            .toList();
    return new PageResponse.Page(
        form.hasErrors() || password.hasErrors() ? 422 : 200,
        "access/user",
        new UserPage(user, form, password, roleTitles(), permissions));
  }

  private static Form formOf(User user) {
    return Form.blank()
        .with("name", user.name())
        .with("role", user.role())
        .with("enabled", user.disabled() ? "" : "on");
  }

  private Map<String, String> roleTitles() {
    Map<String, String> titles = new LinkedHashMap<>();
    roles.all().forEach(role -> titles.put(role.name(), role.title()));
    return titles;
  }

  private static String password(String text) {
    if (text.length() < Passwords.MIN_LENGTH || text.length() > Passwords.MAX_LENGTH) {
      throw new IllegalArgumentException("must be 8 to 128 characters");
    }
    return text;
  }
}
