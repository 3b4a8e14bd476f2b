/**
 * What banks report in ISO 20022: camt.053 (statement) and camt.054 (notification), read exactly
 * and in bounds. Matching what they report is somebody else's task.
 */
@NullMarked
package org.sbms.bankfiles.camt;

import org.jspecify.annotations.NullMarked;
