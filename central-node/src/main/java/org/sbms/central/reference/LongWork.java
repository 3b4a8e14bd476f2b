package org.sbms.central.reference;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.sbms.contract.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on drafts that takes longer than somebody should wait for an answer: it goes on by itself,
 * and a page shows how far it is. It is one operation in one transaction, so what this process did
 * not finish was never done.
 */
final class LongWork implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LongWork.class);
  private static final int REMEMBERED = 200;

  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<UUID, Job> jobs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Job> eldest) {
          return size() > REMEMBERED;
        }
      };

  LongWork(Clock clock) {
    this.clock = clock;
  }

  /** What is done; the name in small letters is that of its words. */
  enum Kind {
    IMPORT,
    APPROVAL
  }

  /** How it stands. */
  enum State {
    RUNNING,
    DONE,
    REFUSED,
    FAILED
  }

  /** One piece of work. */
  static final class Job {
    private final UUID id = UUID.randomUUID();
    private final Kind kind;
    private final String dataset;
    private final String file;
    private final long bytes;
    private final Instant begun;
    private final AtomicLong read = new AtomicLong();
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile Optional<Outcome<DraftView>> outcome = Optional.empty();

    private Job(Kind kind, String dataset, String file, long bytes, Instant begun) {
      this.kind = kind;
      this.dataset = dataset;
      this.file = file;
      this.bytes = bytes;
      this.begun = begun;
    }

    UUID id() {
      return id;
    }

    Kind kind() {
      return kind;
    }

    String dataset() {
      return dataset;
    }

    String file() {
      return file;
    }

    /** Of the file; 0 where nothing is read. */
    long bytes() {
      return bytes;
    }

    long read() {
      return Math.min(bytes, read.get());
    }

    State state() {
      return state.get();
    }

    /** Present when it ended in an answer. */
    Optional<Outcome<DraftView>> outcome() {
      return outcome;
    }

    Duration age(Instant now) {
      return Duration.between(begun, now);
    }

    /** The same stream; what is read of it is progress. */
    InputStream counted(InputStream in) {
      read.set(0);
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          int next = super.read();
          read.addAndGet(next < 0 ? 0 : 1);
          return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int count = super.read(into, offset, length);
          read.addAndGet(Math.max(0, count));
          return count;
        }
      };
    }
  }

  Job start(
      Kind kind, String dataset, String file, long bytes, Function<Job, Outcome<DraftView>> work) {
    Job job = new Job(kind, dataset, file, bytes, clock.instant());
    synchronized (jobs) {
      jobs.put(job.id, job);
    }
    threads.execute(() -> run(job, work));
    return job;
  }

  private static void run(Job job, Function<Job, Outcome<DraftView>> work) {
    try {
      Outcome<DraftView> outcome = work.apply(job);
      job.outcome = Optional.of(outcome);
      job.state.set(
          switch (outcome) {
            case Outcome.Done<DraftView> _ -> State.DONE;
            case Outcome.Refused<DraftView> _ -> State.REFUSED;
            case Outcome.Unknown<DraftView> _ -> State.FAILED;
          });
    } catch (RuntimeException failure) {
      log.error("{} of {} failed", job.kind, job.dataset, failure);
      job.state.set(State.FAILED);
    }
  }

  Optional<Job> find(UUID id) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(id));
    }
  }

  Duration ageOf(Job job) {
    return job.age(clock.instant());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
