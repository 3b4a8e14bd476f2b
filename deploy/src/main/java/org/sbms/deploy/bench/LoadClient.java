package org.sbms.deploy.bench;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.sbms.kit.peer.Tls;

/** Many clients over HTTPS with connections kept alive, trusting one authority. */
final class LoadClient implements AutoCloseable {
  private static final int MAX_UNDER_WAY = 4_096;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClientAgent http;
  private final int port;

  LoadClient(Path authority, int port, int connections) {
    this.port = port;
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setSslEngineOptions(Tls.engine())
            .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAlive(true)
            .setKeepAliveTimeout(120);
    this.http =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(MAX_UNDER_WAY))
            .build();
  }

  /** One request to make; an empty body is a GET. */
  record Shot(String path, Map<String, String> headers, String body) {}

  /**
   * What came back.
   *
   * @param statuses how many answers had each status; 0 stands for no answer
   * @param silences why requests got no answer, and how many
   */
  record Result(
      double seconds,
      long answered,
      Map<Integer, Long> statuses,
      Map<String, Long> silences,
      Latencies.Percentiles latency) {
    double perSecond() {
      return answered / seconds;
    }
  }

  /** As fast as answers come, with so many requests under way. */
  Result flatOut(Duration time, int underWay, LongFunction<Shot> shots) {
    return closedLoop(
        new Run(shots, System.nanoTime() + time.toNanos(), Long.MAX_VALUE),
        underWay,
        time.plus(PATIENCE));
  }

  /** So many requests in all, as fast as answers come. */
  Result times(long count, int underWay, LongFunction<Shot> shots) {
    return closedLoop(new Run(shots, Long.MAX_VALUE, count), underWay, LONGEST);
  }

  private Result closedLoop(Run run, int underWay, Duration patience) {
    run.unfinished = new CountDownLatch(underWay);
    for (int i = 0; i < underWay; i++) {
      run.next();
    }
    run.awaitEnd(patience);
    return run.result();
  }

  /** So many a second, whether or not answers come; latency counts from when each was due. */
  Result paced(Duration time, int perSecond, LongFunction<Shot> shots) {
    long begun = System.nanoTime();
    long total = Math.round(time.toNanos() / 1e9 * perSecond);
    Run run = new Run(shots, Long.MAX_VALUE, total);
    run.unfinished = new CountDownLatch((int) total);
    for (long i = 0; i < total; i++) {
      long due = begun + (long) (i * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      run.fire(due);
    }
    run.awaitEnd(PATIENCE);
    return run.result();
  }

  private final class Run {
    private final LongFunction<Shot> shots;
    private final long until;
    private final long most;
    private final long begun = System.nanoTime();
    private final AtomicLong number = new AtomicLong();
    private final Latencies latencies = new Latencies();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> silences = new ConcurrentHashMap<>();
    private CountDownLatch unfinished = new CountDownLatch(0);
    private volatile long ended = begun;

    Run(LongFunction<Shot> shots, long until, long most) {
      this.shots = shots;
      this.until = until;
      this.most = most;
    }

    void next() {
      long now = System.nanoTime();
      if (now >= until || number.get() >= most) {
        unfinished.countDown();
        return;
      }
      send(now).onComplete(_ -> next());
    }

    void fire(long due) {
      send(due).onComplete(_ -> unfinished.countDown());
    }

    private io.vertx.core.Future<Integer> send(long due) {
      Shot shot = shots.apply(number.getAndIncrement());
      MultiMap headers = HttpHeaders.headers();
      shot.headers.forEach(headers::set);
      RequestOptions request =
          new RequestOptions()
              .setMethod(shot.body.isEmpty() ? HttpMethod.GET : HttpMethod.POST)
              .setHost("localhost")
              .setPort(port)
              .setURI(shot.path)
              .setHeaders(headers)
              .setIdleTimeout(PATIENCE.toMillis());
      return http.request(request)
          .compose(open -> shot.body.isEmpty() ? open.send() : open.send(Buffer.buffer(shot.body)))
          .compose(response -> response.end().map(_ -> response.statusCode()))
          .onFailure(silence ->
              silences.computeIfAbsent(silence.toString(), _ -> new LongAdder()).increment())
          .otherwise(0)
          .onSuccess(status -> {
            long now = System.nanoTime();
            statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
            if (status != 0) {
              latencies.add(now - due);
              ended = now;
            }
          });
    }

    void awaitEnd(Duration patience) {
      try {
        unfinished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    Result result() {
      Map<Integer, Long> counted = sums(statuses);
      long answered = counted.values().stream().mapToLong(Long::longValue).sum();
      long silent = counted.getOrDefault(0, 0L);
      return new Result(
          (ended - begun) / 1e9,
          answered - silent,
          counted,
          sums(silences),
          latencies.percentiles());
    }

    private static <K extends Comparable<K>> Map<K, Long> sums(Map<K, LongAdder> counts) {
      Map<K, Long> sums = new TreeMap<>();
      counts.forEach((key, count) -> sums.put(key, count.sum()));
      return sums;
    }
  }

  @Override
  public void close() {
    http.close().await();
    vertx.close().await();
  }
}
