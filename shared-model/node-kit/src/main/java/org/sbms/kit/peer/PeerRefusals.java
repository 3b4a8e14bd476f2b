package org.sbms.kit.peer;

import org.sbms.contract.RefusalCode;
import org.sbms.contract.RefusalCode.Category;

/** Refusals of the wire itself, beside the ones that every operation may give. */
public final class PeerRefusals {
  /** The certificate is expired, revoked, or names no node. */
  public static final RefusalCode CERTIFICATE =
      new RefusalCode("certificate-refused", Category.UNAUTHENTICATED);

  public static final RefusalCode TOKEN =
      new RefusalCode("token-refused", Category.UNAUTHENTICATED);

  /** A node spoke for another node's user, or for another user than its token names. */
  public static final RefusalCode IDENTITY =
      new RefusalCode("identity-mismatch", Category.FORBIDDEN);

  /** This node is older than the operation's shape. */
  public static final RefusalCode NEWER_OPERATION =
      new RefusalCode("operation-too-new", Category.INVALID);

  /** Nobody waits any more, so nothing was begun. */
  public static final RefusalCode DEADLINE =
      new RefusalCode("deadline-passed", Category.UNREACHABLE);

  /** It was asked, and no answer came. */
  public static final RefusalCode NO_ANSWER = new RefusalCode("no-answer", Category.UNREACHABLE);

  private PeerRefusals() {}
}
