package org.sbms.branch.directory;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sbms.contract.BranchCode;
import org.sbms.contract.directory.Enrolment;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.peer.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks central to take this branch in. The connection trusts the federation's root alone, which the
 * administrator put here together with the code.
 */
final class EnrolmentClient {
  private static final Logger log = LoggerFactory.getLogger(EnrolmentClient.class);
  private static final int MAX_TRIES = 60;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final EnrolmentConfig config;

  EnrolmentClient(EnrolmentConfig config) {
    this.config = config;
  }

  /** Waits for central for a minute; a refusal is final. Blocks. */
  Enrolment.Accepted enrol(BranchCode branch, String nodeRequest, String webRequest) {
    Enrolment enrolment = new Enrolment(branch.value(), code(), nodeRequest, webRequest);
    HttpRequest request =
        HttpRequest.newBuilder(config.central().resolve(Enrolment.PATH))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.writeBytes(enrolment)))
            .build();
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(trust()).connectTimeout(PATIENCE).build()) {
      return read(send(http, request));
    }
  }

  private String code() {
    Path file =
        config
            .code()
            .orElseThrow(() ->
                new EnrolmentException(
                    "this branch is not enrolled yet: sbms.enrolment.code-file must name a"
                        + " file with a code from central"));
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new EnrolmentException("cannot read the enrolment code in " + file, unreadable);
    }
  }

  private HttpResponse<byte[]> send(HttpClient http, HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      } catch (IOException failure) {
        if (attempt == MAX_TRIES) {
          throw new EnrolmentException(
              "central cannot be reached at " + config.central() + ": " + failure, failure);
        }
        log.info("central cannot be reached yet: {}", failure.toString());
        pause();
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new EnrolmentException("stopped while enrolling", stopping);
      }
    }
  }

  private static Enrolment.Accepted read(HttpResponse<byte[]> response) {
    try {
      if (response.statusCode() == OK) {
        return Json.read(response.body(), Enrolment.Accepted.class);
      }
      JsonNode problem = Json.read(response.body(), JsonNode.class);
      throw new EnrolmentException(
          "central refuses to enrol this branch: "
              + problem.path("detail").asText("status " + response.statusCode()));
    } catch (BadJsonException unreadable) {
      throw new EnrolmentException(
          "central answers what cannot be read, status " + response.statusCode(), unreadable);
    }
  }

  private SSLContext trust() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<X509Certificate> roots = Pem.certificates(Files.readString(config.authority()));
      for (int number = 0; number < roots.size(); number++) {
        store.setCertificateEntry("ca-" + number, roots.get(number));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException bad) {
      throw new EnrolmentException(
          "cannot read the federation's root certificate in " + config.authority(), bad);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new EnrolmentException("stopped while enrolling", stopping);
    }
  }
}
