/**
 * Reference data at central: imported or edited into a draft, approved by another person, published
 * as the next version, and given to branches as a delta.
 */
@NullMarked
package org.sbms.central.reference;

import org.jspecify.annotations.NullMarked;
