package org.sbms.contract.directory;

/**
 * The body of {@code POST /enrol} at central: how a branch becomes one, once.
 *
 * @param branch its code
 * @param code the one-time code that central's administrator gave out
 * @param nodeRequest PKCS#10 as PEM, CN is the branch's code
 * @param webRequest the same for its pages
 */
public record Enrolment(String branch, String code, String nodeRequest, String webRequest) {
  public static final String PATH = "/enrol";
  public static final int MAX_BODY_BYTES = 32 * 1024;

  /**
   * @param directory the signed directory, as {@link PullDirectory} gives it
   */
  public record Accepted(RenewCertificate.Certificates certificates, String directory) {}

  @Override
  public String toString() {
    return "Enrolment[" + branch + "]";
  }
}
