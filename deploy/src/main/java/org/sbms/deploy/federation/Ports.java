package org.sbms.deploy.federation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds ports that somebody else has, before nodes fail on them one by one. */
public final class Ports {
  private static final int MAX_ATTEMPTS = 100;

  private Ports() {}

  static void requireFree(List<Plan.Place> places) {
    List<Integer> taken =
        places.stream()
            .flatMap(place -> Stream.of(place.port(), place.peerPort()))
            .filter(port -> !isFree(port))
            .sorted()
            .toList();
    if (!taken.isEmpty()) {
      throw new FederationException(
          "in use by another program: port "
              + String.join(", ", taken.stream().map(String::valueOf).toList())
              + "; choose others with --port");
    }
  }

  /**
   * The first of so many free ports in a row, whose peer ports are free too; below those that the
   * system gives to outgoing connections.
   */
  public static int findFree(int count) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      if (IntStream.range(first, first + count)
          .allMatch(port -> isFree(port) && isFree(port + Plan.PEER_OFFSET))) {
        return first;
      }
    }
    throw new FederationException("no free ports found; choose some with --port");
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
