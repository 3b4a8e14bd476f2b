package org.sbms.deploy.bench;

/** The same question in SQL, for databases. */
final class JoinSql {
  private JoinSql() {}

  /**
   * @param origin what to select from, as many rows of an id as there are
   */
  static String question(String origin, String home) {
    return """
    with o as (%s), h as (%s)
    select count(*), count(*) filter (
      where o.times = 1 and h.times = 1 and o.amount = h.amount and o.currency = h.currency
        and o.account = h.account and o.origin_branch = h.origin_branch
        and o.home_branch = h.home_branch
        and ((o.status = 'ACCEPTED' and h.status = 'POSTED')
          or (o.status = 'REVERSED' and h.status = 'REVERSED')))
    from o full join h on o.transaction_id = h.transaction_id
    """
        .formatted(counted(origin), counted(home));
  }

  private static String counted(String table) {
    return """
    select transaction_id, count(*) as times, min(origin_branch) as origin_branch,
      min(home_branch) as home_branch, min(account) as account, min(amount) as amount,
      min(currency) as currency, min(status) as status
    from %s group by transaction_id\
    """
        .formatted(table);
  }
}
