package org.sbms.branch.equipment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;

/** How serial numbers and models are written. */
public final class Serials {
  public static final int MAX_LENGTH = 32;
  private static final Pattern IDENTIFYING = Pattern.compile("[0-9]{12,20}");
  private static final Pattern OTHER = Pattern.compile("[0-9a-z]{4,32}");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

  private Serials() {}

  /** As it is kept, whatever a scanner or a person puts between the digits. */
  public static String normal(String typed) {
    return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
  }

  /** What is wrong with an item in itself; fields begin with the path. */
  public static List<FieldError> problems(String path, GoodsItem item) {
    List<FieldError> problems = new ArrayList<>();
    serialProblem(item.kind(), item.serial())
        .ifPresent(problem -> problems.add(new FieldError(path + "serial", problem)));
    modelProblem(item.model())
        .ifPresent(problem -> problems.add(new FieldError(path + "model", problem)));
    return problems;
  }

  static Optional<String> serialProblem(EquipmentKind kind, String serial) {
    if (kind.identifies()) {
      return IDENTIFYING.matcher(serial).matches()
          ? Optional.empty()
          : Optional.of("must be 12 to 20 digits");
    }
    return OTHER.matcher(serial).matches()
        ? Optional.empty()
        : Optional.of("must be 4 to 32 letters and digits");
  }

  static Optional<String> modelProblem(String model) {
    return MODEL.matcher(model).matches()
        ? Optional.empty()
        : Optional.of("must be 1 to 40 letters, digits, dots and dashes");
  }
}
