package org.sbms.deploy.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The way from one node to another: its weather, and the connections on it. */
final class Road {
  private final Set<RelayedConnection> open = new HashSet<>();
  private Weather weather = Weather.CLEAR;

  Weather weather() {
    return weather;
  }

  /** Called on the relays' one event loop, like everything here. */
  void set(Weather next) {
    weather = next;
    List.copyOf(open).forEach(RelayedConnection::weatherChanged);
  }

  void add(RelayedConnection connection) {
    open.add(connection);
  }

  void remove(RelayedConnection connection) {
    open.remove(connection);
  }
}
