package org.sbms.kit.web.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** As what a table can be taken away. */
public enum ExportFormat {
  CSV("text/csv; charset=utf-8", 50_000),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 50_000),
  /** People print it: some hundred pages and no more. */
  PDF("application/pdf", 10_000);

  private final String contentType;
  private final int maxRows;

  ExportFormat(String contentType, int maxRows) {
    this.contentType = contentType;
    this.maxRows = maxRows;
  }

  public String contentType() {
    return contentType;
  }

  public int maxRows() {
    return maxRows;
  }

  /** As it stands in addresses and file names. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ExportFormat> ofCode(String code) {
    return Arrays.stream(values()).filter(format -> format.code().equals(code)).findFirst();
  }
}
