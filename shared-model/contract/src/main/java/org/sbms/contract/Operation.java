package org.sbms.contract;

/**
 * Something that a node is asked to do: a record named by an imperative.
 *
 * @param <R> what it answers when done
 */
public interface Operation<R> {}
