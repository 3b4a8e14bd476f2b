/**
 * Corporate clients whose subscribers live in many branches: the tree, one view of all accounts,
 * one payment spread over them, work over hundreds, and the consolidated statement.
 */
@NullMarked
package org.sbms.central.corporate;

import org.jspecify.annotations.NullMarked;
