package org.sbms.bankfiles.camt;

import java.util.Optional;
import java.util.Set;

/**
 * What has been taken in before. Banks send files again, as they were or written anew; the money in
 * them must count once.
 *
 * @param fingerprints of the files
 * @param statements of all of them
 */
public record KnownCamtFiles(Set<String> fingerprints, Set<CamtStatement.Key> statements) {

  /** Why a file was here before. */
  public sealed interface Repetition {
    /** The same bytes. */
    record SameFile(String fingerprint) implements Repetition {}

    /** Another file, but with a statement that was in an earlier one. */
    record SameStatement(CamtStatement.Key key) implements Repetition {}
  }

  public Optional<Repetition> repetitionIn(CamtFile file) {
    if (fingerprints.contains(file.fingerprint())) {
      return Optional.of(new Repetition.SameFile(file.fingerprint()));
    }
    return file.statements().stream()
        .map(statement -> statement.key(file.kind()))
        .filter(statements::contains)
        .findFirst()
        .map(Repetition.SameStatement::new);
  }
}
