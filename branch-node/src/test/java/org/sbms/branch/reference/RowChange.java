package org.sbms.branch.reference;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param values the row's values now; absent when the row is gone
 */
record RowChange(String dataset, String key, @Nullable Map<String, String> values) {}
