package org.sbms.kit.peer;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.sbms.contract.NodeId;

/**
 * Trusts certificates of our CA that name a node, and are not revoked. It looks at the node's
 * identity, not at host names: a peer's address may change, its name may not.
 */
final class NodeTrust extends X509ExtendedTrustManager {
  private final X509TrustManager chains;
  private final PeerDirectory directory;
  private final Optional<NodeId> expected;

  private NodeTrust(
      List<X509Certificate> authorities, PeerDirectory directory, Optional<NodeId> expected) {
    this.chains = chains(authorities);
    this.directory = directory;
    this.expected = expected;
  }

  /** For a server: any node may come. */
  static NodeTrust ofAnyNode(List<X509Certificate> authorities, PeerDirectory directory) {
    return new NodeTrust(authorities, directory, Optional.empty());
  }

  /** For a client: the server must be the node that it means to call. */
  static NodeTrust of(NodeId node, List<X509Certificate> authorities, PeerDirectory directory) {
    return new NodeTrust(authorities, directory, Optional.of(node));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    chains.checkClientTrusted(chain, authType);
    checkNode(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    chains.checkServerTrusted(chain, authType);
    checkNode(chain[0]);
  }

  private void checkNode(X509Certificate certificate) throws CertificateException {
    PeerCertificate peer =
        PeerCertificate.of(certificate)
            .orElseThrow(() -> new CertificateException("the certificate names no node"));
    if (expected.isPresent() && !expected.get().equals(peer.node())) {
      throw new CertificateException(
          "the certificate is of " + peer.node() + ", not of " + expected.get());
    }
    if (directory.isRevoked(peer.node(), peer.serial())) {
      throw new CertificateException("the certificate of " + peer.node() + " is revoked");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }

  private static X509TrustManager chains(List<X509Certificate> authorities) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int number = 0; number < authorities.size(); number++) {
        store.setCertificateEntry("ca-" + number, authorities.get(number));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager found) {
          return found;
        }
      }
      throw new IllegalStateException("the JDK has no PKIX trust manager");
    } catch (GeneralSecurityException | IOException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
