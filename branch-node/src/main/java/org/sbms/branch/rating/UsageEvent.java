package org.sbms.branch.rating;

import java.time.Instant;
import java.util.Map;
import org.sbms.branch.pricing.Unit;

/**
 * Something that a subscriber used, as a switch or a server tells it.
 *
 * @param externalId unique within its source
 * @param kind a row of {@code usage_kind}, which says the product
 * @param identifier a phone number, card, box, login or account, in normal form
 * @param quantity in whole units
 * @param attributes what prices may ask, beside what the time tells: destination, zone, content
 */
record UsageEvent(
    String externalId,
    String kind,
    String identifier,
    Instant startedAt,
    long quantity,
    Unit unit,
    Map<String, String> attributes) {}
