package org.sbms.branch.approval;

/**
 * What was asked for, as it was asked, so that it can be carried out later.
 *
 * @param body JSON of the operation
 */
record ParkedRequest(String key, String operation, String body, String login, String role) {}
