package org.sbms.kit.web;

import java.time.Duration;

/**
 * How a node serves pages and API.
 *
 * @param port 0 takes any free one
 * @param instances how many verticles share the port
 * @param maxBodyBytes of an ordinary request
 * @param maxUploadBytes of a CSV import
 * @param maxSessionAge the longest life of the session cookie
 */
public record WebConfig(
    String host,
    int port,
    int instances,
    long maxBodyBytes,
    long maxUploadBytes,
    Duration maxSessionAge) {
  public static final long MIB = 1024 * 1024;

  public static WebConfig on(String host, int port) {
    return new WebConfig(host, port, 2, MIB, 64 * MIB, Duration.ofHours(12));
  }
}
