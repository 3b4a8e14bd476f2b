package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * How an account is billed.
 *
 * @param billedUntil the first day that no bill covers
 * @param stoppedSince prepaid and not covered: not served since
 * @param delivery how its bills reach the customer; may be empty
 */
public record AccountTerms(
    String account,
    BillingMode mode,
    int cycleMonths,
    int anchorDay,
    Money creditLimit,
    String taxArea,
    Language language,
    Optional<LocalDate> billedUntil,
    Optional<LocalDate> stoppedSince,
    List<DeliveryWay> delivery) {}
