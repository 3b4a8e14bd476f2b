/**
 * The payment protocol under faults, replayed by seed: the product's own handlers and decisions on
 * memory instead of PostgreSQL, in one thread, with a clock, a network and crashes that a seed
 * decides.
 */
@NullMarked
package org.sbms.deploy.simulate;

import org.jspecify.annotations.NullMarked;
