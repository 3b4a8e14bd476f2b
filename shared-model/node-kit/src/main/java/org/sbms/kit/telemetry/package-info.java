/**
 * What a node tells about itself: metrics for Prometheus, trace ids that cross branches and stand
 * in every log line, health that features contribute to.
 */
@NullMarked
package org.sbms.kit.telemetry;

import org.jspecify.annotations.NullMarked;
