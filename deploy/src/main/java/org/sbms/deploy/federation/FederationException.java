package org.sbms.deploy.federation;

/** Something an operator must know or mend. The message is one clear line. */
public final class FederationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FederationException(String message) {
    super(message);
  }
}
