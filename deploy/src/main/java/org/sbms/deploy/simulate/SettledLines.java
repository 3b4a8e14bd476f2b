package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.reconciliation.journal.ClearedLine;
import org.sbms.reconciliation.netting.Obligation;

/** What is to settle: each entry of a home's journal once, however often it is found to match. */
class SettledLines {
  private final Map<String, ClearedLine> lines = new TreeMap<>();

  void clear(List<ClearedLine> matched) {
    for (ClearedLine line : matched) {
      lines.putIfAbsent(line.home() + " " + line.homeNumber() + " " + line.kind(), line);
    }
  }

  Collection<ClearedLine> all() {
    return lines.values();
  }

  List<Obligation> obligations() {
    List<Obligation> obligations = new ArrayList<>();
    for (ClearedLine line : all()) {
      obligations.add(new Obligation(line.origin(), line.home(), line.amount()));
    }
    return obligations;
  }
}
