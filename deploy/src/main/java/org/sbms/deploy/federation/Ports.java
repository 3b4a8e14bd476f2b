package org.sbms.deploy.federation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

/** Finds ports that somebody else has, before nodes fail on them one by one. */
final class Ports {
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

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
