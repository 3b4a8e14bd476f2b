package org.sbms.deploy.federation;

import java.util.Arrays;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;

/** The branches of the sample federation, in the order in which they are added. */
public enum SampleBranch {
  NW("Северо-Запад"),
  SO("Юг"),
  UR("Урал"),
  FE("Дальний Восток"),
  CE("Центр"),
  VO("Волга"),
  SI("Сибирь"),
  KA("Кавказ");

  private final String title;

  SampleBranch(String title) {
    this.title = title;
  }

  /** The first so many. */
  public static List<SampleBranch> first(int count) {
    return Arrays.asList(values()).subList(0, count);
  }

  public BranchCode code() {
    return new BranchCode(name());
  }

  public NodeId node() {
    return new NodeId(name());
  }

  /** For people. */
  public String title() {
    return title;
  }
}
