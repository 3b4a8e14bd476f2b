package org.sbms.contract;

import java.util.List;

/** The body of {@code POST /peer/v1/operations}: calls that are independent of each other. */
public record PeerBatch(List<PeerCall> calls) {
  public static final String PATH = "/peer/v1/operations";
  public static final int MAX_CALLS = 512;
  public static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  public PeerBatch {
    calls = List.copyOf(calls);
    if (calls.isEmpty() || calls.size() > MAX_CALLS) {
      throw new IllegalArgumentException("must hold 1 to " + MAX_CALLS + " calls");
    }
  }
}
