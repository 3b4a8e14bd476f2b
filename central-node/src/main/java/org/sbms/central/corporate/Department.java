package org.sbms.central.corporate;

import java.util.Optional;
import java.util.UUID;

/**
 * A department of a client.
 *
 * @param parent empty right under the organisation
 */
public record Department(UUID id, Optional<UUID> parent, String name, boolean archived) {}
