package org.sbms.kit.peer;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.sbms.contract.NodeId;

/**
 * A certificate signing request. Only its key and its common name count: the authority decides all
 * else that goes into a certificate.
 */
public final class CertificateRequest {
  private static final int MAX_LENGTH = 8 * 1024;
  private static final int P256_BITS = 256;

  private CertificateRequest() {}

  public static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /** PEM text that asks for a certificate of the node; signed with the key to show possession. */
  public static String write(NodeId node, KeyPair keys) {
    try {
      return Pem.write(
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Principal("CN=" + node.value()), keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException bug) {
      throw new IllegalStateException(bug);
    }
  }

  /**
   * The key that the request asks a certificate for.
   *
   * @throws BadRequest when it is not for this node, not of our kind of key, or not signed by it
   */
  static PublicKey read(String pem, NodeId expected) throws BadRequest {
    JcaPKCS10CertificationRequest request = parse(pem);
    if (!commonName(request).equals(expected.value())) {
      throw new BadRequest("the request is for another name than " + expected);
    }
    try {
      if (!request.isSignatureValid(
          new JcaContentVerifierProviderBuilder().build(request.getPublicKey()))) {
        throw new BadRequest("the request is not signed by its own key");
      }
      if (request.getPublicKey() instanceof ECPublicKey key
          && key.getParams().getOrder().bitLength() == P256_BITS) {
        return key;
      }
    } catch (OperatorCreationException | GeneralSecurityException | PKCSException bad) {
      throw new BadRequest("the request's key or signature cannot be read");
    }
    throw new BadRequest("the request's key must be EC P-256");
  }

  private static JcaPKCS10CertificationRequest parse(String pem) throws BadRequest {
    if (pem.length() > MAX_LENGTH) {
      throw new BadRequest("the request is too long");
    }
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      if (parser.readObject() instanceof PKCS10CertificationRequest request) {
        return new JcaPKCS10CertificationRequest(request);
      }
    } catch (IOException | RuntimeException unreadable) {
      throw new BadRequest("the request is no PEM text");
    }
    throw new BadRequest("the request is no certificate signing request");
  }

  private static String commonName(PKCS10CertificationRequest request) {
    var names = request.getSubject().getRDNs(BCStyle.CN);
    return names.length == 1 ? IETFUtils.valueToString(names[0].getFirst().getValue()) : "";
  }

  /** The message is fit for the sender. */
  public static final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
      super(message);
    }
  }
}
