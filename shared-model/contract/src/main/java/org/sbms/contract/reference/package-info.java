/**
 * Reference data as it is known to every node: the datasets with their columns, and what travels
 * when central publishes a version. A new dataset is one more {@link
 * org.sbms.contract.reference.DatasetSpec} in {@link org.sbms.contract.reference.Datasets}; import,
 * pages, export, distribution and API follow from it.
 */
@NullMarked
package org.sbms.contract.reference;

import org.jspecify.annotations.NullMarked;
