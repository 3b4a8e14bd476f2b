package org.sbms.branch.equipment;

import org.sbms.contract.Operation;

/** Says that an item is reserved, faulty, blacklisted, or may be handed out again. */
public record MoveItem(String serial, StockState to, String reason)
    implements Operation<StockItem> {}
