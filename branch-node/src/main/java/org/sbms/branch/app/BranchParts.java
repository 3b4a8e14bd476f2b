package org.sbms.branch.app;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Currency;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.NodeId;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.DatabaseConfig;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Executor;

/**
 * What modules are built from.
 *
 * @param connection how to reach the same database by a driver that blocks, for COPY
 * @param currency of the branch
 */
record BranchParts(
    NodeId self,
    Vertx vertx,
    NodeConfig node,
    Configuration configuration,
    Database database,
    DatabaseConfig connection,
    Executor executor,
    Audit audit,
    Ledger ledger,
    Accounts accounts,
    BusinessDays days,
    BranchReference reference,
    SubscriptionFeature subscriptions,
    PaymentFeature payments,
    Currency currency,
    Clock clock,
    RandomGenerator random) {}
