package org.sbms.deploy.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sbms.deploy.postgres.NodeDatabase;

/** Writes the settings file of a node; secrets stay in files of their own. */
final class NodeSettings {
  /** One zone for the sample federation, so that all its days are the same day. */
  static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

  private NodeSettings() {}

  static void write(Layout layout, Plan plan, Setup setup, Plan.Place place, int postgresPort)
      throws IOException {
    Path file = layout.nodeSettings(place.node());
    Files.createDirectories(layout.node(place.node()));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("sbms.node.id", place.node().value());
    settings.put("sbms.node.name", place.title());
    settings.put("sbms.node.directory", layout.node(place.node()).toString());
    settings.put("sbms.node.zone", ZONE.getId());
    settings.put("sbms.node.stops-with-parent", "true");
    // The sample's passwords are in the README: nobody outside this machine may try them.
    settings.put("sbms.http.host", "127.0.0.1");
    settings.put("sbms.peer.host", "127.0.0.1");
    settings.put("sbms.http.port", String.valueOf(place.port()));
    settings.put("sbms.peer.port", String.valueOf(place.peerPort()));
    database(settings, layout, NodeDatabase.of(place.node()), postgresPort);
    if (place.node().isCentral()) {
      settings.put("sbms.peer.address", place.peerAddress(setup));
    } else {
      settings.put("sbms.enrolment.central", plan.central().address());
      settings.put("sbms.enrolment.authority", layout.authority().toString());
      settings.put("sbms.enrolment.code-file", layout.enrolmentCode(place.node()).toString());
    }
    settings.putAll(setup.settings());
    Layout.writePrivately(file, text(settings));
  }

  private static void database(
      Map<String, String> settings, Layout layout, NodeDatabase database, int port) {
    settings.put("sbms.database.uri", "postgresql://localhost:" + port + "/" + database.name());
    settings.put("sbms.database.user", database.app());
    settings.put("sbms.database.password-file", layout.secretFile(database.app()).toString());
    settings.put("sbms.database.owner", database.owner());
    settings.put(
        "sbms.database.owner-password-file", layout.secretFile(database.owner()).toString());
  }

  private static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + " = " + escaped(setting.getValue()) + "\n")
        .collect(Collectors.joining("", "# Written by `deploy/sbms up` at every start.\n", ""));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\");
  }
}
