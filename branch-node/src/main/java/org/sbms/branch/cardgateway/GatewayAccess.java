package org.sbms.branch.cardgateway;

import java.net.URI;
import java.time.Duration;
import org.sbms.kit.config.Secret;

/**
 * How one acquirer is reached.
 *
 * @param name ours for it: 1 to 30 small letters, digits and hyphens
 * @param baseUrl HTTPS; without it only on this machine
 * @param merchant who we are to it
 * @param apiKey by which it knows us
 * @param webhookSecret by which we know it
 * @param timeout of one call
 * @param payWithin how long a payer has on its page
 */
public record GatewayAccess(
    String name,
    URI baseUrl,
    String merchant,
    Secret apiKey,
    Secret webhookSecret,
    Duration timeout,
    Duration payWithin) {}
