package org.sbms.kit.operation;

/** A command as its handler sees it: who, under which key, what. */
public record Command<O>(Caller caller, String key, O operation) {}
