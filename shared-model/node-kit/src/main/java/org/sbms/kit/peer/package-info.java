/**
 * Nodes talking to nodes: the private CA, certificates and what they say of a node, tokens that
 * carry the acting user, the mutual-TLS server and client.
 */
@NullMarked
package org.sbms.kit.peer;

import org.jspecify.annotations.NullMarked;
