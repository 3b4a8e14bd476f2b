/** Words for people: message bundles, and money, dates and numbers as a language writes them. */
@NullMarked
package org.sbms.kit.text;

import org.jspecify.annotations.NullMarked;
