package org.sbms.kit.peer;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.sbms.contract.NodeId;

/** What the peer server and the peer client of one node share. */
public record LocalNode(
    NodeId id,
    Vertx vertx,
    Credentials credentials,
    PeerDirectory directory,
    MeterRegistry meters,
    InstantSource clock) {}
