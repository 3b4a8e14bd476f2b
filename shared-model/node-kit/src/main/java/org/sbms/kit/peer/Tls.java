package org.sbms.kit.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.util.List;
import java.util.Set;
import org.sbms.contract.NodeId;

/** TLS as every node speaks it: 1.2 or newer, forward secret, authenticated encryption only. */
public final class Tls {
  public static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private Tls() {}

  /** BoringSSL where its native library is there, else the JDK's. */
  public static SSLEngineOptions engine() {
    boolean usable = OpenSSLEngineOptions.isAvailable() && OpenSSLEngineOptions.isAlpnAvailable();
    return usable ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
  }

  /** For pages and the REST API: the server shows its certificate, clients need none. */
  public static ServerSSLOptions forBrowsers(Credential credential) {
    ServerSSLOptions options = new ServerSSLOptions();
    harden(options, credential);
    return options.setClientAuth(ClientAuth.NONE);
  }

  /** The same, for opening a server; {@link #forBrowsers} renews it. */
  public static HttpServerOptions serverForBrowsers(Credential credential) {
    HttpServerOptions options = new HttpServerOptions();
    apply(forBrowsers(credential), options);
    return options;
  }

  static void apply(ServerSSLOptions tls, HttpServerOptions options) {
    options
        .setSsl(true)
        .setSslEngineOptions(engine())
        .setKeyCertOptions(tls.getKeyCertOptions())
        .setTrustOptions(tls.getTrustOptions())
        .setClientAuth(tls.getClientAuth())
        .setUseAlpn(true)
        .setEnabledSecureTransportProtocols(PROTOCOLS);
    tls.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
  }

  /** For the peer port: who comes must be a node. */
  static ServerSSLOptions forPeers(Credential credential, PeerDirectory directory) {
    ServerSSLOptions options = new ServerSSLOptions();
    harden(options, credential);
    return options
        .setClientAuth(ClientAuth.REQUIRED)
        .setTrustOptions(
            TrustOptions.wrap(NodeTrust.ofAnyNode(credential.authorities(), directory)));
  }

  static ClientSSLOptions toNode(NodeId node, Credential credential, PeerDirectory directory) {
    ClientSSLOptions options = new ClientSSLOptions();
    harden(options, credential);
    return options
        .setHostnameVerificationAlgorithm("")
        .setTrustOptions(
            TrustOptions.wrap(NodeTrust.of(node, credential.authorities(), directory)));
  }

  private static void harden(SSLOptions options, Credential credential) {
    options
        .setKeyCertOptions(keyAndCertificate(credential))
        .setUseAlpn(true)
        .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
        .setEnabledSecureTransportProtocols(PROTOCOLS);
    CIPHERS.forEach(options::addEnabledCipherSuite);
  }

  static KeyCertOptions keyAndCertificate(Credential credential) {
    return new PemKeyCertOptions()
        .setKeyValue(Buffer.buffer(Pem.of(credential.key())))
        .setCertValue(Buffer.buffer(Pem.of(credential.certificate())));
  }
}
