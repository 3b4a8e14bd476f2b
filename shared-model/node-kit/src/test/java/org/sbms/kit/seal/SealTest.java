package org.sbms.kit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  private static final byte[] VALUE = "Vera Petrova".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void whatIsSealedOpensWithTheKeyOfTheFileAlsoAfterARestart() {
    byte[] sealed = Seal.of(folder, "a.key").seal("SO1", VALUE);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Vera");
    assertThat(Seal.of(folder, "a.key").open("SO1", sealed)).contains(VALUE);
  }

  @Test
  void nothingOpensForSomethingElseOrWithAnotherKeyOrWhenItWasTouched() {
    Seal seal = Seal.of(folder, "a.key");
    byte[] sealed = seal.seal("SO1", VALUE);
    assertThat(seal.open("SO2", sealed)).isEmpty();
    assertThat(Seal.of(folder, "b.key").open("SO1", sealed)).isEmpty();
    assertThat(seal.open("SO1", new byte[5])).isEmpty();
    sealed[sealed.length - 1] ^= 1;
    assertThat(seal.open("SO1", sealed)).isEmpty();
  }

  @Test
  void theSameValueIsSealedDifferentlyButFoundByTheSameFingerprint() {
    Seal seal = Seal.of(folder, "a.key");
    assertThat(seal.seal("SO1", VALUE)).isNotEqualTo(seal.seal("SO1", VALUE));
    assertThat(seal.fingerprint("7918")).isEqualTo(seal.fingerprint("7918"));
    assertThat(Seal.of(folder, "b.key").fingerprint("7918")).isNotEqualTo(seal.fingerprint("7918"));
  }

  @Test
  void nobodyElseReadsTheKey() throws Exception {
    Seal.of(folder, "a.key");
    assertThat(Files.getPosixFilePermissions(folder.resolve("a.key")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }
}
