/**
 * The web of a node: pages for people, an API for programs, over one HTTPS port.
 *
 * <p>A feature writes one {@link org.sbms.kit.web.WebFeature} and says there what it adds: message
 * bundles, menu entries, pages, API calls.
 *
 * <pre>{@code
 * final class PaymentWeb implements WebFeature {
 *   public void addTo(Web web) {
 *     web.messages("payment")
 *         .menu(new MenuEntry("/payments", "payment.menu", "cash", 20, VIEW))
 *         .get("/payments", VIEW, this::list)
 *         .post("/payments", TAKE, this::take)
 *         .api("takePayment", this::takeByApi);
 *   }
 * }
 * }</pre>
 *
 * <p>A page handler gets a {@link org.sbms.kit.web.PageRequest} and answers a {@link
 * org.sbms.kit.web.PageResponse}: a template with its model, a fragment for htmx, a redirect, a
 * download, or a refusal. A template has two parameters, {@code PageView view} (who looks, in which
 * language, what may be shown) and {@code model}, and wraps its content in {@code kit.layout}. An
 * API handler is bound to an {@code operationId} of the node's {@code openapi.yaml}; what reaches
 * it has been validated against the contract. Both run on virtual threads: write plain sequential
 * code, await futures, never block otherwise.
 *
 * <p>Sessions, CSRF, content security policy, body limits, error pages and problem+json are done
 * here once; a handler never sees a request that they turn away.
 */
@NullMarked
package org.sbms.kit.web;

import org.jspecify.annotations.NullMarked;
