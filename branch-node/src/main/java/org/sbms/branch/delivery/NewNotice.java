package org.sbms.branch.delivery;

import java.time.LocalDate;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * Something about an account that its customer must be told.
 *
 * @param amount and {@code due}: what its text speaks of
 * @param source and {@code sourceId}: what it is told for, so that it is told once
 */
public record NewNotice(
    AccountNumber account,
    NoticeKind kind,
    Money amount,
    LocalDate due,
    String source,
    String sourceId) {}
