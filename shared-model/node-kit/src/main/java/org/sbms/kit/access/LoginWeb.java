package org.sbms.kit.access;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Login and logout: a page with a cookie for people, a bearer token for programs. */
final class LoginWeb implements WebFeature {
  /** A path of this node and nothing else, so that a login never leads to another site. */
  private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[^\\s\\\\]{0,500}");

  private final Access access;

  LoginWeb(Access access) {
    this.access = access;
  }

  record Credentials(String login, String password) {}

  record OpenedSession(String token, OffsetDateTime expiresAt, List<String> permissions) {}

  @Override
  public void addTo(Web web) {
    web.messages("access")
        .publicGet("/login", this::show)
        .publicPost("/login", this::logIn)
        .publicPost("/logout", this::logOut)
        .api("openSession", this::openByApi)
        .api("closeSession", this::endByApi);
  }

  private PageResponse show(PageRequest request) {
    if (request.visitor().isPresent()) {
      return PageResponse.redirect(ownPath(request.parameter("to")));
    }
    return PageResponse.page(
        "access/login", new LoginPage(Form.blank(), ownPath(request.parameter("to"))));
  }

  private PageResponse logIn(PageRequest request) {
    Form form = request.form();
    String to = ownPath(form.text("to"));
    Outcome<Sessions.Opened> outcome =
        access.logIn(form.text("login"), form.text("password"), request.remoteAddress());
    return switch (outcome) {
      case Outcome.Done<Sessions.Opened>(var opened) ->
          new PageResponse.SessionChange(to, Optional.of(opened.token()));
      case Outcome.Refused<Sessions.Opened>(Refusal refusal) ->
          new PageResponse.Page(
              refusal.code().category().httpStatus(),
              "access/login",
              new LoginPage(form.alert(request.texts().refusal(refusal)), to));
      case Outcome.Unknown<Sessions.Opened>(String why) -> new PageResponse.NotKnownYet(why);
    };
  }

  private PageResponse logOut(PageRequest request) {
    request
        .visitor()
        .ifPresent(visitor ->
            request
                .sessionToken()
                .ifPresent(token -> access.logOut(token, visitor, request.remoteAddress())));
    return new PageResponse.SessionChange("/login", Optional.empty());
  }

  private ApiResponse openByApi(ApiRequest request) {
    Credentials credentials = request.body(Credentials.class);
    return ApiResponse.of(
        access.logIn(credentials.login(), credentials.password(), request.remoteAddress()),
        opened ->
            ApiResponse.created(
                new OpenedSession(
                    opened.token(),
                    utc(opened.session().expiresAt()),
                    opened.session().permissions().stream().sorted().toList())));
  }

  private ApiResponse endByApi(ApiRequest request) {
    request
        .visitor()
        .ifPresent(visitor ->
            request
                .bearerToken()
                .ifPresent(token -> access.logOut(token, visitor, request.remoteAddress())));
    return new ApiResponse.NoContent();
  }

  private static String ownPath(String asked) {
    return OWN_PATH.matcher(asked).matches() ? asked : "/";
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
