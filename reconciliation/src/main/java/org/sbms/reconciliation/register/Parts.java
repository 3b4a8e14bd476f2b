package org.sbms.reconciliation.register;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All parts of one run, and how large they and their pages are. */
final class Parts implements Closeable {
  private final Parting parting;
  private final Budget budget;
  private final SpillFile spill;
  private final Branches branches;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param sideBytes about how large the files of a side are; a wrong guess costs memory only
   */
  Parts(MatchOptions options, long sideBytes, long seed, Branches branches) {
    this.parting = Parting.of(options, sideBytes, seed);
    this.branches = branches;
    this.spill = new SpillFile(options.spillDirectory());
    this.budget = new Budget(options.memoryBytes(), parting.pageBytes());
    for (int part = 0; part < parting.parts(); part++) {
      parts.add(new Part(budget, spill, seed));
    }
  }

  int of(byte[] row) {
    return parting.of(row);
  }

  int count() {
    return parts.size();
  }

  Part part(int part) {
    return parts.get(part);
  }

  Budget budget() {
    return budget;
  }

  Branches branches() {
    return branches;
  }

  SpillFile spill() {
    return spill;
  }

  /** Those first that are in memory: they make room for the others. */
  List<Part> inOrderOfJudgement() {
    return parts.stream().sorted(Comparator.comparing(Part::isSpilled)).toList();
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }
}
