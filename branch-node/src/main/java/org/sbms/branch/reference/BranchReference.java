package org.sbms.branch.reference;

import java.time.Clock;
import java.time.Duration;
import org.sbms.branch.reference.BrowseCopy.CopiedRows;
import org.sbms.branch.reference.BrowseCopy.CopyList;
import org.sbms.branch.reference.BrowseCopy.ListCopiedRows;
import org.sbms.branch.reference.BrowseCopy.ListCopies;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.AnnounceReference;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.web.WebFeature;

/** A branch's feature {@code reference}: the copy, its cache, its readers. */
public final class BranchReference implements AutoCloseable {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "reference-copy";

  private static final Duration CHECK_EVERY = Duration.ofSeconds(10);

  private final Database database;
  private final ReferenceCache cache;
  private final ReferencePuller puller;
  private final Currencies currencies;
  private final NumberRanges numberRanges;
  private final PortedNumbers portedNumbers;
  private final PaymentSystems paymentSystems;
  private final ReasonCodes reasonCodes;
  private final DocumentTypes documentTypes;
  private final GoodsPrices goodsPrices;
  private final InterBranchTariffs interBranchTariffs;
  private final NationalPlans nationalPlans;
  private final Dealers dealers;
  private final TaxRates taxRates;
  private final CalendarDays calendarDays;

  /**
   * @param applied called after a version was applied here, to tell the branch's other instances,
   *     which then call {@link ReferenceCache#refresh}
   */
  public BranchReference(
      NodeId self, Database database, Remote remote, Clock clock, Runnable applied) {
    this(self, database, remote, clock, applied, CHECK_EVERY);
  }

  /**
   * @param checkEvery about how often to ask central when it says nothing
   */
  public BranchReference(
      NodeId self,
      Database database,
      Remote remote,
      Clock clock,
      Runnable applied,
      Duration checkEvery) {
    this.database = database;
    cache = new ReferenceCache(database);
    puller =
        new ReferencePuller(
            self,
            new CopyInDatabase(database, clock),
            remote,
            checkEvery,
            version -> {
              cache.isNow(version);
              applied.run();
            });
    currencies = new Currencies(cache);
    numberRanges = new NumberRanges(cache);
    portedNumbers = new PortedNumbers(database);
    paymentSystems = new PaymentSystems(cache);
    reasonCodes = new ReasonCodes(cache);
    documentTypes = new DocumentTypes(cache);
    goodsPrices = new GoodsPrices(cache);
    interBranchTariffs = new InterBranchTariffs(cache);
    nationalPlans = new NationalPlans(cache);
    dealers = new Dealers(cache);
    taxRates = new TaxRates(cache);
    calendarDays = new CalendarDays(cache);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of(
                "announce-reference",
                AnnounceReference.class,
                AnnounceReference.Held.class,
                ReferencePermissions.RECEIVE)
            .openToPeers()
            .answeredBy(this::announced));
    operations.register(
        OperationSpec.of(
                "list-reference-copies",
                ListCopies.class,
                CopyList.class,
                ReferencePermissions.VIEW)
            .answeredBy(BrowsingCopy::copies));
    operations.register(
        OperationSpec.of(
                "list-reference-rows",
                ListCopiedRows.class,
                CopiedRows.class,
                ReferencePermissions.VIEW)
            .answeredBy(BrowsingCopy::rows));
  }

  /** The feature's pages and API. */
  public WebFeature web(Executor executor) {
    return new CopyPages(executor);
  }

  /** Begins to follow central. */
  public void start() {
    puller.start();
  }

  private Outcome<AnnounceReference.Held> announced(
      Caller caller, AnnounceReference operation, Sql sql) {
    if (!caller.via().isCentral()) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "Only central announces versions.");
    }
    long held = ReferenceCopy.version(sql);
    if (operation.version() > held) {
      puller.poke();
    }
    return Outcome.done(new AnnounceReference.Held(held));
  }

  /** The version that stands in the database, also before anybody has read a row. Waits for it. */
  public long heldVersion() {
    return ReferenceCopy.version(database);
  }

  public ReferenceCache cache() {
    return cache;
  }

  public Currencies currencies() {
    return currencies;
  }

  public NumberRanges numberRanges() {
    return numberRanges;
  }

  public PortedNumbers portedNumbers() {
    return portedNumbers;
  }

  public PaymentSystems paymentSystems() {
    return paymentSystems;
  }

  public ReasonCodes reasonCodes() {
    return reasonCodes;
  }

  public DocumentTypes documentTypes() {
    return documentTypes;
  }

  public GoodsPrices goodsPrices() {
    return goodsPrices;
  }

  public InterBranchTariffs interBranchTariffs() {
    return interBranchTariffs;
  }

  public Dealers dealers() {
    return dealers;
  }

  public NationalPlans nationalPlans() {
    return nationalPlans;
  }

  public CalendarDays calendarDays() {
    return calendarDays;
  }

  public TaxRates taxRates() {
    return taxRates;
  }

  @Override
  public void close() {
    puller.close();
  }
}
