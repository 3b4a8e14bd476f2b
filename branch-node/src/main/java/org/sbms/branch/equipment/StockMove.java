package org.sbms.branch.equipment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What happened to an item.
 *
 * @param from empty when it was received
 * @param reason in the words of whoever did it; may be empty
 * @param goodsId what it was handed out or taken back for
 */
public record StockMove(
    Instant at,
    Optional<StockState> from,
    StockState to,
    String by,
    String reason,
    Optional<UUID> goodsId) {}
