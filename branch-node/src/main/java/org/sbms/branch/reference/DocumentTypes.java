package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** The documents by which customers prove who they are. */
public final class DocumentTypes {
  private static final String IDENTITY = "identity";

  private final ReferenceCache.View<List<Type>> all;

  /**
   * @param shape what a number of this kind looks like
   */
  public record Type(String code, LocalText name, Pattern shape, DatasetRow row) {}

  DocumentTypes(ReferenceCache cache) {
    all =
        cache.view(
            Datasets.DOCUMENT_TYPES,
            rows ->
                rows.stream()
                    .filter(row -> row.get("kind").equals(IDENTITY))
                    .map(DocumentTypes::type)
                    .toList());
  }

  public List<Type> on(LocalDate day) {
    return all.get().stream().filter(type -> type.row().holdsOn(day)).toList();
  }

  /** A type that no reference data says anything of may have any number. */
  public boolean fits(String code, String number, LocalDate day) {
    List<Type> known = on(day);
    return known.isEmpty()
        || known.stream()
            .anyMatch(
                type -> type.code().equals(code) && type.shape().matcher(number.strip()).matches());
  }

  private static Type type(DatasetRow row) {
    String pattern = row.get("number_pattern");
    return new Type(
        row.get("code"),
        LocalText.of(row, "name"),
        Pattern.compile(pattern.isEmpty() ? ".{1,40}" : pattern),
        row);
  }
}
