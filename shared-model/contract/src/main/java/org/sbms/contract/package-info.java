/**
 * What travels between nodes: identifiers, money, operations and their replies, refusals, journal
 * entries. Values only; nothing here talks to a network or a database.
 */
@NullMarked
package org.sbms.contract;

import org.jspecify.annotations.NullMarked;
