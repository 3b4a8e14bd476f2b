package org.sbms.central.corporate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * The subscribers of a client with what is known of them.
 *
 * @param search a part of account, name or plan; empty for all
 * @param branch a code, or empty for all
 * @param department itself and all below it; empty for all
 * @param state a name of the subscriber states, or empty for all
 * @param sort one of {@link MemberColumns}
 */
public record BrowseMembers(
    UUID client,
    String search,
    String branch,
    Optional<UUID> department,
    String state,
    boolean onlyDebtors,
    String sort,
    int offset,
    int limit)
    implements Operation<BrowseMembers.Rows> {

  public static BrowseMembers all(UUID client, int limit) {
    return new BrowseMembers(client, "", "", Optional.empty(), "", false, "account", 0, limit);
  }

  public record Rows(List<Member> items) {
    public Rows {
      items = List.copyOf(items);
    }
  }
}
