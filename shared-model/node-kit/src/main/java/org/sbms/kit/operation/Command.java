package org.sbms.kit.operation;

import org.sbms.kit.telemetry.Tracing;

/**
 * A command as its handler sees it: who, under which key, what.
 *
 * @param traceId of the request that brought it, since it may be carried out by another thread,
 *     together with commands of other requests; may be empty
 */
public record Command<O>(Caller caller, String key, O operation, String traceId) {

  /** A command of the request that is at work now. */
  public Command(Caller caller, String key, O operation) {
    this(caller, key, operation, Tracing.traceId().orElse(""));
  }
}
