package org.sbms.branch.customer;

import java.util.List;

/**
 * A legal company that serves subscribers of this branch.
 *
 * @param accounts how many accounts are its own
 */
public record Company(
    String code,
    String name,
    String taxNumber,
    String address,
    int accounts,
    List<Department> departments) {

  /**
   * @param location where it is: an office, a town
   */
  public record Department(String code, String name, String location, int accounts) {}
}
