package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.deploy.federation.FederationException;

/**
 * DuckDB's JDBC driver: 80 MB that only a benchmark wants, so no module depends on it. It is taken
 * from Maven's local repository, and brought there by Maven when it is missing.
 */
final class DuckDbDriver {
  static final String VERSION = "1.5.6.0";
  private static final String ARTIFACT = "org.duckdb:duckdb_jdbc:" + VERSION;
  private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:get";

  private DuckDbDriver() {}

  /** Empty when it cannot be had, which is then said. */
  static Optional<Path> jar() throws InterruptedException {
    if (!isHere()) {
      bring();
    }
    return Optional.of(place()).filter(Files::exists);
  }

  static boolean isHere() {
    return Files.exists(place());
  }

  private static Path place() {
    return Path.of(
        System.getProperty("user.home"),
        ".m2/repository/org/duckdb/duckdb_jdbc",
        VERSION,
        "duckdb_jdbc-" + VERSION + ".jar");
  }

  private static void bring() throws InterruptedException {
    System.err.println("bringing " + ARTIFACT + " by Maven, once");
    try {
      Programs.run(
          List.of("mvn", "-q", "-B", GET, "-Dartifact=" + ARTIFACT, "-Dtransitive=false"),
          Map.of());
    } catch (IOException | FederationException failure) {
      System.err.println("DuckDB is left out: " + failure.getMessage());
    }
  }
}
