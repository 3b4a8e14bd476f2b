package org.sbms.central.corporate;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What is asked about clients. */
public final class AskClients {
  private AskClients() {}

  public record ShowClient(UUID id) implements Operation<ClientView> {}

  /**
   * @param search a part of name or tax number; empty for all
   * @param sort one of the columns of clients
   */
  public record ListClients(String search, boolean archived, String sort, int offset, int limit)
      implements Operation<Clients> {}

  public record Clients(List<ClientRow> items) {
    public Clients {
      items = List.copyOf(items);
    }
  }

  /**
   * @param branches in how many branches it has accounts
   * @param balances as last known, one for each currency
   */
  public record ClientRow(Client client, long accounts, long branches, List<Money> balances) {
    public ClientRow {
      balances = List.copyOf(balances);
    }
  }
}
