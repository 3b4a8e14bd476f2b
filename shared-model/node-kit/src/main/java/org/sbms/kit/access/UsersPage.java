package org.sbms.kit.access;

import org.sbms.kit.web.table.Table;

/** The list of users. */
public record UsersPage(Table<Users.User> users) {}
