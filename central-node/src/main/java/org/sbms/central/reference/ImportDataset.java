package org.sbms.central.reference;

import org.sbms.central.csv.CsvFile;
import org.sbms.contract.Operation;

/**
 * Makes a draft of a CSV file. Nothing is taken of a file with a mistake.
 *
 * @param file the file's name, for messages
 */
public record ImportDataset(
    String dataset, String file, CsvFile csv, ImportMode mode, Afterwards afterwards)
    implements Operation<DraftView> {
  public static final long MAX_BYTES = 128L * 1024 * 1024;

  /** What becomes of the draft. */
  public enum Afterwards {
    /** It stays open for edits. */
    KEEP_OPEN,
    /** It waits for another person's approval at once. */
    SUBMIT
  }
}
