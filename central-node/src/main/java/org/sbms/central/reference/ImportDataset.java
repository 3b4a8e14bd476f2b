package org.sbms.central.reference;

import org.sbms.central.csv.CsvText;
import org.sbms.contract.Operation;

/**
 * Makes a draft of a CSV file. Nothing is taken of a file with a mistake.
 *
 * @param file the file's name, for messages
 * @param csv its text, at most {@link CsvText#MAX_BYTES}
 */
public record ImportDataset(
    String dataset, String file, String csv, ImportMode mode, Afterwards afterwards)
    implements Operation<DraftView> {

  /** What becomes of the draft. */
  public enum Afterwards {
    /** It stays open for edits. */
    KEEP_OPEN,
    /** It waits for another person's approval at once. */
    SUBMIT
  }
}
