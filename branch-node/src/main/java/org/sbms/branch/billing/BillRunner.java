package org.sbms.branch.billing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.sbms.branch.billing.BilledAccount.OpenCharge;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.charge.UsedCharge;
import org.sbms.branch.day.BusinessDays;
import org.sbms.contract.Money;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Database;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.text.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out bill runs, in parts of some hundred accounts, each one transaction. A run that was
 * cut off goes on where it was: what is billed is not due any more. One instance of the branch
 * works on it, by an advisory lock that dies with its process.
 */
final class BillRunner {
  private static final Logger log = LoggerFactory.getLogger(BillRunner.class);
  private static final String LOCK = "bill-run";
  private static final int ACCOUNTS_A_PART = 1_000;
  private static final int SAMPLES = 20;
  private static final int TRIES = 3;

  /** As many as this machine has processors: the database works meanwhile. */
  private static final int WORKERS = 2;

  private final String branch;
  private final Database database;
  private final BusinessDays days;
  private final Ledger ledger;
  private final OfferCatalog catalog;
  private final TaxBook.Rates rates;
  private final BillCalculator.Words words;
  private final UsageSource usage;
  private final Clock clock;
  private final RandomGenerator random;

  BillRunner(
      String branch,
      Database database,
      BusinessDays days,
      Ledger ledger,
      OfferCatalog catalog,
      TaxBook.Rates rates,
      BillCalculator.Words words,
      UsageSource usage,
      Clock clock,
      RandomGenerator random) {
    this.branch = branch;
    this.database = database;
    this.days = days;
    this.ledger = ledger;
    this.catalog = catalog;
    this.rates = rates;
    this.words = words;
    this.usage = usage;
    this.clock = clock;
    this.random = random;
  }

  /** For the periodic job: begins, or resumes, the run that is ordered. */
  void work() {
    Optional<BillRun> ordered = BillRuns.running(database);
    if (ordered.isEmpty()) {
      return;
    }
    try (Bulk bulk = database.bulk()) {
      if (bulk.tryLock(LOCK)) {
        // It may have ended, and the next begun, before the lock was ours.
        BillRuns.running(database).ifPresent(run -> new Work(run, bulk).run());
      }
    }
  }

  /** One run. */
  private final class Work {
    private final BillRun run;
    private final Bulk bulk;
    private final OfferCatalog.Snapshot prices;
    private final Function<OfferKey, String> names;
    private final int paymentTermDays;
    private final int templateVersion;

    Work(BillRun run, Bulk bulk) {
      this.run = run;
      this.bulk = bulk;
      this.prices = catalog.snapshot(database);
      Map<OfferKey, String> known = offerNames();
      this.names = offer -> known.getOrDefault(offer, offer.code());
      this.paymentTermDays =
          bulk.list(row -> row.getInt(1), "select payment_term_days from billing_settings")
              .getFirst();
      this.templateVersion =
          bulk.list(
                  row -> row.getInt(1),
                  "select max(version) from invoice_template where code = 'branch'")
              .getFirst();
    }

    void run() {
      bulk.planForFewRows();
      List<Bulk> open = new ArrayList<>();
      boolean cancelled = false;
      try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
        for (int i = 0; i < WORKERS; i++) {
          open.add(database.bulk());
          open.getLast().planForFewRows();
        }
        BlockingQueue<Bulk> connections = new ArrayBlockingQueue<>(WORKERS, false, open);
        for (Pass pass : Pass.values()) {
          cancelled = cancelled || isCancelled(pass, workers, connections);
        }
      } finally {
        open.forEach(Bulk::close);
      }
      BillRuns.end(
          bulk,
          run.id(),
          cancelled ? BillRun.State.CANCELLED : BillRun.State.DONE,
          clock.instant());
    }

    /** Goes through a pass; whether somebody cancelled it. */
    private boolean isCancelled(
        Pass pass, ExecutorService workers, BlockingQueue<Bulk> connections) {
      List<Future<?>> ahead = new ArrayList<>();
      String after = "";
      boolean cancelled;
      while (true) {
        cancelled = BillRuns.isCancelAsked(bulk, run.id());
        List<String> part =
            cancelled ? List.of() : BillRuns.due(bulk, run, pass, after, ACCOUNTS_A_PART);
        if (part.isEmpty()) {
          break;
        }
        after = part.getLast();
        ahead.add(workers.submit(() -> bill(connections, part, pass)));
        if (ahead.size() > WORKERS) {
          await(ahead.removeFirst());
        }
      }
      ahead.forEach(Work::await);
      return cancelled;
    }

    private static void await(Future<?> part) {
      try {
        part.get();
      } catch (java.util.concurrent.ExecutionException failure) {
        throw new IllegalStateException("a part of a bill run failed", failure.getCause());
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the node stops", stopping);
      }
    }

    private void bill(BlockingQueue<Bulk> connections, List<String> accounts, Pass pass) {
      Bulk connection = connections.remove();
      try {
        bill(connection, accounts, pass);
      } finally {
        connections.add(connection);
      }
    }

    /** What PostgreSQL refuses is narrowed down to the account that it refuses. */
    private void bill(Bulk connection, List<String> accounts, Pass pass) {
      for (int attempt = 1; ; attempt++) {
        try {
          if (!run.dry()) {
            usage.charge(accounts, run.day());
          }
          connection.inTransaction(() -> part(connection, accounts, pass));
          return;
        } catch (RuntimeException failure) {
          if (Thread.currentThread().isInterrupted()) {
            throw failure;
          }
          if (attempt == TRIES) {
            log.warn(
                "a part of {} accounts is not billed: {}", accounts.size(), failure.toString());
            narrow(connection, accounts, pass, failure);
            return;
          }
        }
      }
    }

    private void narrow(
        Bulk connection, List<String> accounts, Pass pass, RuntimeException failure) {
      if (accounts.size() == 1) {
        connection.inTransaction(() -> {
          RunTally tally = new RunTally();
          tally.addSetAside();
          BillRuns.setAside(connection, run.id(), accounts.getFirst(), "ERROR", said(failure));
          BillRuns.add(connection, run.id(), tally);
          return true;
        });
        return;
      }
      int half = accounts.size() / 2;
      bill(connection, accounts.subList(0, half), pass);
      bill(connection, accounts.subList(half, accounts.size()), pass);
    }

    private boolean part(Bulk connection, List<String> accounts, Pass pass) {
      LocalDate issuedOn = days.open(connection);
      List<BilledAccount> loaded =
          PartLoader.load(connection, accounts, run.day(), !run.dry(), pass);
      List<BilledResult> results = new ArrayList<>(loaded.size());
      Map<String, String> errors = new LinkedHashMap<>();
      BillCalculator calculator = new BillCalculator(prices, names, words, new TaxBook(rates));
      Map<String, List<OpenCharge>> used = run.dry() ? used(loaded) : Map.of();
      for (BilledAccount each : loaded) {
        BilledAccount account = each.with(used.getOrDefault(each.number(), List.of()));
        try {
          results.add(new BilledResult(account, calculator.bill(account, run.day())));
        } catch (RuntimeException wrong) {
          errors.put(account.number(), said(wrong));
        }
      }
      RunTally tally =
          run.dry() ? sample(connection, results) : write(connection, issuedOn, results);
      notCovered(connection, results);
      errors.forEach((account, why) -> {
        tally.addSetAside();
        BillRuns.setAside(connection, run.id(), account, "ERROR", why);
      });
      BillRuns.add(connection, run.id(), tally);
      return true;
    }

    /** Usage of which no charge is made yet, as a real run would make it first. */
    private Map<String, List<OpenCharge>> used(List<BilledAccount> accounts) {
      Map<String, BilledAccount> byNumber = new HashMap<>();
      accounts.forEach(account -> byNumber.put(account.number(), account));
      Map<String, List<OpenCharge>> used = new HashMap<>();
      for (UsedCharge charge : usage.look(List.copyOf(byNumber.keySet()), run.day())) {
        String account = charge.account().value();
        used.computeIfAbsent(account, _ -> new ArrayList<>())
            .add(used(charge, Objects.requireNonNull(byNumber.get(account)).terms().language()));
      }
      return used;
    }

    private OpenCharge used(UsedCharge charge, Language language) {
      return new OpenCharge(
          new UUID(0, 0),
          Optional.empty(),
          ChargeKind.USAGE,
          Optional.of(charge.offer()),
          charge.product(),
          prices
              .product(charge.product())
              .map(product -> product.name(language))
              .orElse(charge.product()),
          charge.cycle(),
          run.day(),
          charge.quantity() == 0 ? 1 : charge.quantity(),
          charge.unit(),
          charge.amount(),
          charge.booked());
    }

    private RunTally write(Bulk connection, LocalDate issuedOn, List<BilledResult> results) {
      return new PartWriter(
              connection,
              ledger,
              new SplittableRandom(random.nextLong()),
              new PartWriter.Part(
                  branch,
                  run.id(),
                  run.startedBy(),
                  run.day(),
                  issuedOn,
                  paymentTermDays,
                  templateVersion,
                  clock.instant().truncatedTo(ChronoUnit.MILLIS)))
          .write(results);
    }

    /** The first bills of a dry run are kept to be looked at. */
    private RunTally sample(Bulk connection, List<BilledResult> results) {
      RunTally tally = new RunTally();
      long kept =
          connection
              .list(
                  row -> row.getLong(1),
                  "select count(*) from bill_run_sample where run_id = ?",
                  run.id())
              .getFirst();
      for (BilledResult result : results) {
        tally.add(result.billing());
        if (result.billing() instanceof Billing.PaidByAnother(Bill bill)) {
          tally.addForPayer(bill);
        }
        if (kept < SAMPLES && result.billing() instanceof Billing.Billed(Bill bill)) {
          kept++;
          connection.run(
              "insert into bill_run_sample values (?, ?, ?::jsonb) on conflict do nothing",
              run.id(),
              result.account().number(),
              Json.write(SampledBill.of(bill)));
        }
      }
      return tally;
    }

    private void notCovered(Bulk connection, List<BilledResult> results) {
      for (BilledResult result : results) {
        if (result.billing() instanceof Billing.NotCovered(Bill bill, Money balance)) {
          BillRuns.setAside(
              connection,
              run.id(),
              result.account().number(),
              "NOT_COVERED",
              "needs " + bill.debit() + ", has " + balance);
        }
      }
    }

    private Map<OfferKey, String> offerNames() {
      Map<OfferKey, String> known = new HashMap<>();
      bulk.list(
          row ->
              known.put(
                  new OfferKey(OfferKind.valueOf(row.getString(1)), row.getString(2)),
                  row.getString(3)),
          """
          select 'PLAN', code, name from rate_plan
          union all select 'SERVICE', code, name from service_offer
          """);
      return known;
    }
  }

  private static String said(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.length() > 500 ? text.substring(0, 500) : text;
  }
}
