package org.sbms.kit.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sbms.kit.json.Json;

/** A browser, or a program with a token, over verified TLS. Follows no redirects. */
public final class TestBrowser {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private final String base;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client;
  private final Map<String, String> headers = new LinkedHashMap<>();

  TestBrowser(int port, X509Certificate root) {
    this.base = "https://localhost:" + port;
    this.client = HttpClient.newBuilder().sslContext(trusting(root)).cookieHandler(cookies).build();
  }

  /** Sent with every request from now on; an empty value takes it away. */
  public TestBrowser header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Takes over another one's cookies, as a load balancer's next pick would see them. */
  public TestBrowser sharing(TestBrowser other) {
    other
        .cookies
        .getCookieStore()
        .getCookies()
        .forEach(cookie -> cookies.getCookieStore().add(URI.create(base), cookie));
    return this;
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** Logs in by the page, as a person does. */
  public TestBrowser login(String login) {
    HttpResponse<String> answer =
        post("/login", Map.of("login", login, "password", TestSite.PASSWORD));
    if (answer.statusCode() != 303) {
      throw new IllegalStateException("login answered " + answer.statusCode());
    }
    return this;
  }

  /** Logs in by the API, and sends the token from now on. */
  public TestBrowser token(String login) {
    HttpResponse<String> answer =
        postJson(
            "/api/v1/sessions",
            "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, TestSite.PASSWORD));
    return header("Authorization", "Bearer " + Json.read(answer.body(), Map.class).get("token"));
  }

  /** Opens the page for its form's token, then posts the form as the page would. */
  public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
    Matcher token = CSRF.matcher(get(page).body());
    if (!token.find()) {
      throw new IllegalStateException("no form at " + page);
    }
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", token.group(1));
    return post(action, all);
  }

  public HttpResponse<String> post(String path, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!headers.containsKey("Origin")) {
      request.header("Origin", base);
    }
    return send(request);
  }

  public HttpResponse<String> postJson(String path, String json) {
    return post(path, "application/json", json);
  }

  public HttpResponse<String> post(String path, String contentType, String body) {
    return send(
        request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  /** JSON by any other method. */
  public HttpResponse<String> send(String method, String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach((name, value) -> {
      if (!value.isEmpty()) {
        request.header(name, value);
      }
    });
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private static SSLContext trusting(X509Certificate root) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("root", root);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
