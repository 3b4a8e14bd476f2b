package org.sbms.deploy.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AddressTableTest {
  @Test
  void whoeverMayLogInToASampleNodeIsNamed() {
    String table = AddressTable.of(new Layout(Path.of("/data")), new Plan(2, 8443));

    assertThat(table)
        .contains("password sbms-demo", "https://localhost:8443", "https://localhost:8445")
        .containsPattern("central .* finance finance2 reference accounts admin")
        .containsPattern("NW .* clerk cashier .* accountant manager admin")
        .containsPattern("SO .* accountant ");
  }
}
