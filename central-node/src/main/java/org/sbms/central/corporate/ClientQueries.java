package org.sbms.central.corporate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.sbms.central.corporate.AskClients.ClientRow;
import org.sbms.central.corporate.AskClients.Clients;
import org.sbms.central.corporate.AskClients.ListClients;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.ClientView.BranchRow;
import org.sbms.central.corporate.ClientView.DepartmentRow;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;

/** Answers what is asked about clients, from what branches last said. */
final class ClientQueries {
  private ClientQueries() {}

  static Outcome<ClientView> show(Caller caller, ShowClient asked, Sql sql) {
    return ClientTable.find(sql, asked.id())
        .map(client -> Outcome.done(view(sql, client)))
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such client."));
  }

  static Outcome<Clients> list(Caller caller, ListClients asked, Sql sql) {
    return Outcome.done(
        new Clients(
            sql.list(
                row ->
                    new ClientRow(
                        ClientTable.client(row),
                        row.getLong("accounts"),
                        row.getLong("branches"),
                        balances(row.getArrayOfStrings("balances"))),
                """
                select c.*, coalesce(m.accounts, 0) as accounts, coalesce(m.branches, 0) as branches,
                       coalesce(b.balances, '{}') as balances, coalesce(b.first, 0) as balance
                from corporate_client c
                left join lateral (
                  select count(*) as accounts, count(distinct left(account, 2)) as branches
                  from corporate_member where client_id = c.id
                ) as m on true
                left join lateral (
                  select array_agg(currency || sum order by currency) as balances, min(sum) as first
                  from (
                    select f.currency, sum(f.balance_minor)::bigint as sum
                    from corporate_member n join corporate_figure f on f.account = n.account
                    where n.client_id = c.id and f.known group by 1
                  ) as sums
                ) as b on true
                where ($1 = '' or c.name ilike '%%' || $1 || '%%' or c.tax_id ilike '%%' || $1 || '%%')
                  and (c.archived_at is not null) = $2
                order by %s, c.id limit $3 offset $4
                """
                    .formatted(ClientColumns.orderBy(asked.sort())),
                asked.search().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
                asked.archived(),
                asked.limit(),
                asked.offset())));
  }

  private static List<Money> balances(String[] texts) {
    return Arrays.stream(texts)
        .map(text -> Money.ofMinor(Long.parseLong(text.substring(3)), text.substring(0, 3)))
        .toList();
  }

  private static ClientView view(Sql sql, Client client) {
    DepartmentTree tree = ClientTable.tree(sql, client.id());
    List<MemberTable.Sum> sums = MemberTable.sums(sql, client.id());
    Map<UUID, List<MemberTable.Sum>> byDepartment = new HashMap<>();
    Map<BranchCode, List<MemberTable.Sum>> byBranch = new TreeMap<>();
    List<MemberTable.Sum> own = new ArrayList<>();
    for (MemberTable.Sum sum : sums) {
      byBranch.computeIfAbsent(sum.branch(), _ -> new ArrayList<>()).add(sum);
      sum.department()
          .map(id -> byDepartment.computeIfAbsent(id, _ -> new ArrayList<>()))
          .orElse(own)
          .add(sum);
    }
    Map<UUID, List<MemberTable.Sum>> rolledUp = tree.rolledUp(byDepartment);
    List<BranchRow> branches = branches(sql, client.id(), byBranch);
    return new ClientView(
        client,
        branches.stream().allMatch(row -> row.problem().isEmpty()),
        accounts(sums),
        accounts(own),
        totals(sums),
        tree.nodes().stream()
            .map(node -> row(node, rolledUp.getOrDefault(node.department().id(), List.of())))
            .toList(),
        branches,
        TransferTable.unallocated(sql, client.id()));
  }

  private static DepartmentRow row(DepartmentTree.Node node, List<MemberTable.Sum> sums) {
    Department department = node.department();
    return new DepartmentRow(
        department.id(),
        department.parent(),
        department.name(),
        node.path(),
        node.depth(),
        accounts(sums),
        totals(sums));
  }

  private static List<BranchRow> branches(
      Sql sql, UUID client, Map<BranchCode, List<MemberTable.Sum>> byBranch) {
    Map<BranchCode, FigureTable.Answer> answers = FigureTable.answers(sql, client);
    Map<BranchCode, Instant> oldest = MemberTable.oldest(sql, client);
    return byBranch.entrySet().stream()
        .map(entry ->
            new BranchRow(
                entry.getKey(),
                accounts(entry.getValue()),
                totals(entry.getValue()),
                Optional.ofNullable(answers.get(entry.getKey()))
                    .map(FigureTable.Answer::problem)
                    .orElse(""),
                Optional.ofNullable(oldest.get(entry.getKey()))))
        .toList();
  }

  private static long accounts(List<MemberTable.Sum> sums) {
    return sums.stream().mapToLong(MemberTable.Sum::accounts).sum();
  }

  private static List<Totals> totals(List<MemberTable.Sum> sums) {
    return Totals.sum(sums.stream().flatMap(sum -> sum.totals().stream()).toList());
  }
}
