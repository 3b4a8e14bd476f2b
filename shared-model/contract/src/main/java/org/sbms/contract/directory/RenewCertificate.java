package org.sbms.contract.directory;

import org.sbms.contract.Operation;

/**
 * A node asks for new certificates before the old ones end, under the old one's trust.
 *
 * @param nodeRequest PKCS#10 as PEM, for its peer port
 * @param webRequest PKCS#10 as PEM, for its pages
 */
public record RenewCertificate(String nodeRequest, String webRequest)
    implements Operation<RenewCertificate.Certificates> {
  public static final String NAME = "renew-certificate";

  /**
   * What a node gets.
   *
   * @param authorities PEM, every root to trust
   */
  public record Certificates(String node, String web, String authorities) {}
}
