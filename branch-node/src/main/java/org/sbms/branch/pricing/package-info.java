/**
 * What things cost, as pure rules: whole-day periods and billing cycles, shares of a fee, tiers,
 * taxes in layers, discounts. Values in, values out: no SQL, no clock, nothing remembered. Each
 * rule says how it rounds and where the remainder goes.
 */
@NullMarked
package org.sbms.branch.pricing;

import org.jspecify.annotations.NullMarked;
