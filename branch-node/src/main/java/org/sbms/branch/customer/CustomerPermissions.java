package org.sbms.branch.customer;

import org.sbms.kit.operation.Permission;

/** What may be done with customers, beside seeing them. */
public final class CustomerPermissions {
  public static final Permission MANAGE = new Permission("customer.manage");
  public static final Permission DOCUMENTS = new Permission("customer.documents");
  public static final Permission COMPANIES = new Permission("customer.companies");
  public static final Permission ARCHIVE = new Permission("customer.archive");
  public static final Permission ERASE = new Permission("customer.erase");
  public static final Permission TAKE_OUT = new Permission("customer.take-out");

  private CustomerPermissions() {}
}
