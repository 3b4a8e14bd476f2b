package org.sbms.kit.web.table;

import java.util.List;
import org.sbms.kit.text.Texts;

/**
 * A table on its way into a file.
 *
 * @param title above it; empty for none
 * @param small under the title, a line each
 * @param note at the end, such as that there are more rows; empty for none
 */
public record TableFile<T>(
    String title,
    List<String> small,
    List<Column<T>> columns,
    String name,
    List<T> rows,
    String note) {

  public TableFile {
    small = List.copyOf(small);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static <T> TableFile<T> of(Table<T> table, Texts texts) {
    TableSpec<T> spec = table.spec();
    return new TableFile<>(
        title(spec.name(), texts),
        List.of(),
        spec.columns(),
        spec.name(),
        table.rows(),
        table.isCut() ? texts.t("kit.table.cut", table.rows().size()) : "");
  }

  private static String title(String name, Texts texts) {
    return List.of(name + ".title", name + ".menu").stream()
        .filter(texts::has)
        .findFirst()
        .map(key -> texts.t(key))
        .orElse("");
  }

  List<String> headings(Texts texts) {
    return columns.stream().map(column -> texts.t(name + "." + column.key())).toList();
  }

  public byte[] bytes(ExportFormat format, Texts texts) {
    return switch (format) {
      case CSV -> TableCsv.write(this, texts);
      case XLSX -> TableXlsx.write(this, texts);
      case PDF -> TablePdf.write(this, texts);
    };
  }
}
