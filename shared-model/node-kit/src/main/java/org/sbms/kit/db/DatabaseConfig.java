package org.sbms.kit.db;

/**
 * Where a node's database is.
 *
 * @param uri {@code postgresql://host:port/database}
 * @param user the application's role, which may not change or delete the audit log
 * @param owner the role that runs migrations
 * @param poolSize how many connections at most
 */
public record DatabaseConfig(
    String uri,
    String user,
    String password,
    String owner,
    String ownerPassword,
    int poolSize,
    String applicationName) {

  @Override
  public String toString() {
    return "DatabaseConfig[" + uri + " as " + user + "]";
  }
}
