/** What must still be sent to another node, kept until a final reply. */
@NullMarked
package org.sbms.kit.outbox;

import org.jspecify.annotations.NullMarked;
