package org.sbms.branch.catalog;

/** Names an offer; plans and services may have the same code. */
public record OfferKey(OfferKind kind, String code) {}
