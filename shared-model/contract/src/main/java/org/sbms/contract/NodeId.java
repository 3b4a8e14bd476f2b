package org.sbms.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A node of the federation: {@code central}, or a branch by its code. */
public record NodeId(@JsonValue String value) implements Comparable<NodeId> {
  public static final NodeId CENTRAL = new NodeId("central");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NodeId {
    if (!value.equals("central")) {
      new BranchCode(value);
    }
  }

  public static NodeId of(BranchCode branch) {
    return new NodeId(branch.value());
  }

  public boolean isCentral() {
    return value.equals("central");
  }

  /** The branch this node is; central is none. */
  public BranchCode branch() {
    return new BranchCode(value);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
