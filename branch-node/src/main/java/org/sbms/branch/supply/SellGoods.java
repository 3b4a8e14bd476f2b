package org.sbms.branch.supply;

import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.payment.PaymentMethod;

/**
 * Sells an item of this branch's stock over the counter, for money: no other branch is concerned.
 *
 * @param expected what the customer was told it costs; empty to take whatever it costs
 */
public record SellGoods(String serial, PaymentMethod method, Optional<Money> expected)
    implements Operation<Supply> {}
