package org.sbms.kit.db;

/**
 * Undoes a transaction that met the work of another one, and starts it over; what it met is then
 * there to be read. See {@link Database#inTransaction}.
 */
public final class TryAgainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TryAgainException(String why) {
    super(why, null, false, false);
  }
}
