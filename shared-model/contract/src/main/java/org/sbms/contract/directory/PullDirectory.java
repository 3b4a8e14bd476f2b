package org.sbms.contract.directory;

import org.sbms.contract.Operation;

/** A node asks central for the current directory. */
public record PullDirectory() implements Operation<PullDirectory.Signed> {
  public static final String NAME = "pull-directory";

  /**
   * A directory under central's signature.
   *
   * @param jws compact JWS, ES256, whose {@code x5c} holds central's certificate and whose payload
   *     is a {@link Directory} as JSON
   */
  public record Signed(String jws) {}
}
