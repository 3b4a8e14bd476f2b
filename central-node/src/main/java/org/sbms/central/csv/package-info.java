/** Uploaded CSV files: their text, and their mistakes by file, line, column and reason. */
@NullMarked
package org.sbms.central.csv;

import org.jspecify.annotations.NullMarked;
