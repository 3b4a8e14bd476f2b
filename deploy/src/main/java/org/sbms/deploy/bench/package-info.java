/** Benchmarks: the product as it is shipped, each beside a reference in the same run. */
@NullMarked
package org.sbms.deploy.bench;

import org.jspecify.annotations.NullMarked;
