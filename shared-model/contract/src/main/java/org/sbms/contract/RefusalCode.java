package org.sbms.contract;

/**
 * A stable code and its category. Features declare their own codes as constants beside their
 * operations; a newer node's unknown code travels through an older node unharmed, since the
 * category says all that a node must know.
 */
public record RefusalCode(String code, Category category) {

  /** What a caller can do about it. */
  public enum Category {
    /** The request itself is wrong; a corrected one may pass. */
    INVALID(422),
    /** Who asks is not known. */
    UNAUTHENTICATED(401),
    /** Who asks may not. */
    FORBIDDEN(403),
    NOT_FOUND(404),
    /** The present state of things does not allow it. */
    CONFLICT(409),
    TOO_LARGE(413),
    /** Too many requests: ask later. */
    BUSY(429),
    /** A node that is needed cannot be reached: nothing was done, ask later. */
    UNREACHABLE(503),
    /** A fault of ours. */
    FAULT(500);

    private final int httpStatus;

    Category(int httpStatus) {
      this.httpStatus = httpStatus;
    }

    public int httpStatus() {
      return httpStatus;
    }
  }

  public static final RefusalCode INVALID = new RefusalCode("invalid", Category.INVALID);
  public static final RefusalCode UNAUTHENTICATED =
      new RefusalCode("unauthenticated", Category.UNAUTHENTICATED);
  public static final RefusalCode FORBIDDEN = new RefusalCode("forbidden", Category.FORBIDDEN);
  public static final RefusalCode NOT_FOUND = new RefusalCode("not-found", Category.NOT_FOUND);
  public static final RefusalCode IDEMPOTENCY_CONFLICT =
      new RefusalCode("idempotency-conflict", Category.CONFLICT);
  public static final RefusalCode STATE_CONFLICT =
      new RefusalCode("state-conflict", Category.CONFLICT);
  public static final RefusalCode MOVED = new RefusalCode("moved", Category.CONFLICT);
  public static final RefusalCode TOO_LARGE = new RefusalCode("too-large", Category.TOO_LARGE);
  public static final RefusalCode BUSY = new RefusalCode("busy", Category.BUSY);
  public static final RefusalCode UNREACHABLE =
      new RefusalCode("branch-unreachable", Category.UNREACHABLE);
  public static final RefusalCode UNKNOWN_OPERATION =
      new RefusalCode("unknown-operation", Category.INVALID);
  public static final RefusalCode INTERNAL = new RefusalCode("internal-error", Category.FAULT);
}
