package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.sbms.deploy.federation.ChildProcess;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.Ports;

/**
 * What two hops cost at least: nginx, which asks a second nginx over mutual TLS, which asks a
 * backend that always serves the same file. All with the certificates of the federation.
 */
final class NginxTwoHops implements AutoCloseable {
  static final String NAME =
      "nginx to nginx over mutual TLS, before a backend that serves one file, a card of the same size";
  private static final Duration STOP_TIME = Duration.ofSeconds(5);
  private static final int POLL_MS = 20;
  private static final int MAX_POLLS = 250;

  private static final String CONFIGURATION =
      """
      daemon off;
      user @user@;
      worker_processes auto;
      pid @dir@/nginx.pid;
      error_log @dir@/error.log;
      events { worker_connections 4096; }
      http {
        access_log off;
        client_body_temp_path @dir@/body;
        proxy_temp_path @dir@/proxy;
        fastcgi_temp_path @dir@/fastcgi;
        uwsgi_temp_path @dir@/uwsgi;
        scgi_temp_path @dir@/scgi;
        keepalive_requests 10000000;
        ssl_protocols TLSv1.2 TLSv1.3;
        upstream second { server 127.0.0.1:@second@; keepalive 64; keepalive_requests 10000000; }
        upstream backend { server 127.0.0.1:@backend@; keepalive 64; keepalive_requests 10000000; }
        server {
          listen 127.0.0.1:@first@ ssl;
          ssl_certificate @firstPage@;
          ssl_certificate_key @firstPage@;
          location / {
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_pass https://second;
            proxy_ssl_certificate @firstNode@;
            proxy_ssl_certificate_key @firstNode@;
            proxy_ssl_trusted_certificate @authority@;
            proxy_ssl_verify on;
            proxy_ssl_name localhost;
            proxy_ssl_session_reuse on;
          }
        }
        server {
          listen 127.0.0.1:@second@ ssl;
          ssl_certificate @secondPage@;
          ssl_certificate_key @secondPage@;
          ssl_client_certificate @authority@;
          ssl_verify_client on;
          location / {
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_pass http://backend;
          }
        }
        server {
          listen 127.0.0.1:@backend@;
          root @dir@;
          open_file_cache max=10 inactive=600s;
          open_file_cache_valid 600s;
          default_type application/json;
          location / { try_files /card.json =404; }
        }
      }
      """;

  private final ChildProcess process;
  private final int port;

  private NginxTwoHops(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static Path nginx() {
    return Programs.find("nginx")
        .orElseThrow(() ->
            new FederationException(
                "the reference needs nginx, which is missing: install it"
                    + " (Debian: apt-get install nginx-light)"));
  }

  /** Listens when it returns. */
  static NginxTwoHops start(BenchFederation federation, Path nginx, String answer)
      throws IOException, InterruptedException {
    int first = freePorts();
    Path directory = federation.layout().directory().resolve("nginx");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("card.json"), answer);
    Path file = directory.resolve("nginx.conf");
    Files.writeString(file, configuration(federation, directory, first));
    ChildProcess process =
        ChildProcess.start(
            "nginx",
            List.of(nginx.toString(), "-c", file.toString(), "-p", directory.toString()),
            directory.resolve("nginx.log"));
    NginxTwoHops hops = new NginxTwoHops(process, first);
    hops.awaitListening(directory);
    return hops;
  }

  int port() {
    return port;
  }

  private static String configuration(BenchFederation federation, Path directory, int first) {
    return CONFIGURATION
        // Of a master of root's, the workers would be nobody's and could not read our directory.
        .replace("@user@", System.getProperty("user.name"))
        .replace("@dir@", directory.toString())
        .replace("@first@", String.valueOf(first))
        .replace("@second@", String.valueOf(first + 1))
        .replace("@backend@", String.valueOf(first + 2))
        .replace("@firstPage@", credential(federation, "NW", "web"))
        .replace("@firstNode@", credential(federation, "NW", "node"))
        .replace("@secondPage@", credential(federation, "SO", "web"))
        .replace("@authority@", federation.layout().authority().toString());
  }

  private static String credential(BenchFederation federation, String node, String name) {
    return federation
        .layout()
        .node(new org.sbms.contract.NodeId(node))
        .resolve(name + ".pem")
        .toString();
  }

  private void awaitListening(Path directory) throws IOException, InterruptedException {
    for (int poll = 0; poll < MAX_POLLS && process.isAlive(); poll++) {
      if (!Ports.isFree(port)) {
        return;
      }
      Thread.sleep(POLL_MS);
    }
    close();
    throw new FederationException(
        "nginx did not start:\n" + Files.readString(directory.resolve("nginx.log")));
  }

  private static int freePorts() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(20_000, 50_000);
      if (Ports.isFree(first) && Ports.isFree(first + 1) && Ports.isFree(first + 2)) {
        return first;
      }
    }
    throw new FederationException("no free ports found for nginx");
  }

  @Override
  public void close() {
    process.stop(STOP_TIME);
  }
}
