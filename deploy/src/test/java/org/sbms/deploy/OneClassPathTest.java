package org.sbms.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The nodes of a federation share one class path, where of two files of one name only one is found.
 */
class OneClassPathTest {
  private static final List<String> MODULES =
      List.of(
          "shared-model/contract",
          "shared-model/node-kit",
          "reconciliation",
          "branch-node",
          "central-node",
          "deploy");

  @Test
  void noTwoModulesHaveATemplateOrAResourceOfTheSameName() throws IOException {
    Map<String, List<String>> owners = new TreeMap<>();
    for (String module : MODULES) {
      for (String folder : List.of("jte", "resources")) {
        for (String file : files(Path.of("..", module, "src/main", folder))) {
          owners.computeIfAbsent(folder + "/" + file, _ -> new ArrayList<>()).add(module);
        }
      }
    }
    assertThat(owners).hasSizeGreaterThan(100);
    assertThat(owners.entrySet().stream().filter(owner -> owner.getValue().size() > 1)).isEmpty();
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()).toList();
    }
  }
}
