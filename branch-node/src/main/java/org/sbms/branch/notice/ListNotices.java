package org.sbms.branch.notice;

import java.util.List;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.Operation;

/**
 * Shows the mismatches that concern this branch.
 *
 * @param kind a name of {@link org.sbms.contract.MismatchKind}, or empty for all
 * @param state a name of {@link MismatchNotice.State}, or empty for all
 * @param search a part of the account or the transaction's id, or empty
 * @param orderBy one of {@link NoticeTable}'s columns
 */
public record ListNotices(
    String kind, String state, String search, String orderBy, int offset, int limit)
    implements Operation<ListNotices.Notices> {
  static final int MAX_LIMIT = 50_001;

  public record Notices(List<MismatchNotice> items) {}
}
