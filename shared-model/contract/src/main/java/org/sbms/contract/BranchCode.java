package org.sbms.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A branch of the federation, two capital letters: {@code NW}. */
public record BranchCode(@JsonValue String value) implements Comparable<BranchCode> {
  private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BranchCode {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("must be two capital letters, such as NW");
    }
  }

  @Override
  public int compareTo(BranchCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
