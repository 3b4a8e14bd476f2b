/** What banks are asked to do: ISO 20022 orders, each checked against its public schema. */
@NullMarked
package org.sbms.bankfiles.pain;

import org.jspecify.annotations.NullMarked;
