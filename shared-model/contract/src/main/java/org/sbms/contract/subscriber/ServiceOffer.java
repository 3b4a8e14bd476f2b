package org.sbms.contract.subscriber;

import org.sbms.contract.Money;

/** A service that a branch sells beside its plans. */
public record ServiceOffer(String code, String name, Money monthlyFee) {}
