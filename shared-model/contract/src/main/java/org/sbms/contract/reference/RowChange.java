package org.sbms.contract.reference;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param values the row's values now; absent when the row is gone
 */
public record RowChange(String dataset, String key, @Nullable Map<String, String> values) {}
