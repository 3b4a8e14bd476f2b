package org.sbms.kit.operation;

import org.sbms.contract.Operation;

/**
 * An operation and the key under which it happens at most once.
 *
 * @param key chosen by whoever asks first, 1–64 printable ASCII characters; the same key with
 *     another operation is a conflict. Empty for a query
 */
public record Request<R>(Operation<R> operation, String key) {

  public static <R> Request<R> query(Operation<R> operation) {
    return new Request<>(operation, "");
  }

  public static <R> Request<R> command(Operation<R> operation, String key) {
    return new Request<>(operation, key);
  }
}
