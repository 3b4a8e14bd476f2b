/** What branches pay each other for serving each other's subscribers, and the tax on it. */
@NullMarked
package org.sbms.central.settlement.tariff;

import org.jspecify.annotations.NullMarked;
